"""The one place that says what is open of a visit, who owes it, and what came in."""

# What is open of each visit that was given: charged less paid and less what was written off. Whatever else settles a
# visit is added here, and every report follows.
OPEN_VISITS = """
SELECT id, case_id, therapist_id, date_of_service, charged_cents, paid_cents, written_off_cents,
    charged_cents - paid_cents - written_off_cents AS open_cents
FROM (
    SELECT visits.id, visits.case_id, visits.therapist_id, visits.date_of_service, visits.charged_cents,
        coalesce((
            SELECT sum(payment_shares.cents) FROM payment_shares
            WHERE payment_shares.visit_id = visits.id AND payment_shares.retired_at IS NULL), 0) AS paid_cents,
        coalesce((
            SELECT sum(write_offs.cents) FROM write_offs
            WHERE write_offs.visit_id = visits.id AND write_offs.retired_at IS NULL), 0) AS written_off_cents
    FROM visits
    WHERE visits.retired_at IS NULL AND visits.status = 'given')
WHERE charged_cents <> paid_cents + written_off_cents
"""
# Who owes what is open, as the view `visit_owers` says it of every visit: 0 is the client, -1 a payer who is not on
# record.
OWED_VISITS = f"""
SELECT visit.*, cases.client_id, visit_owers.owed_by
FROM ({OPEN_VISITS}) AS visit
JOIN cases ON cases.id = visit.case_id
JOIN visit_owers ON visit_owers.visit_id = visit.id
"""  # noqa: S608 - constants
# The money that came in, less what was given back: every payment that stands, but not what is drawn from a package,
# membership or gift card, whose money came in when it was sold. The visits of its treatment are its shares. Values:
# first day, last day.
RECEIVED = "SELECT * FROM payments WHERE retired_at IS NULL AND drawn_id IS NULL AND paid_on BETWEEN ?1 AND ?2"
# The shares of that money; and what visits that were given used of packages, memberships and gift cards, on the date of
# service: no money came in then, but the work was done. `basis` tells them apart: "received", or what it was drawn
# from. `only_service` is the one service that it was sold for, where there is one.
RECEIVED_SHARES = f"""
SELECT received.paid_on AS day, 'received' AS basis, payment_shares.payment_id, payment_shares.visit_id,
    payment_shares.cents, NULL AS only_service
FROM ({RECEIVED}) AS received
JOIN payment_shares ON payment_shares.payment_id = received.id AND payment_shares.retired_at IS NULL
"""  # noqa: S608 - constants
USED_SHARES = """
SELECT visits.date_of_service AS day, used.method AS basis, payment_shares.payment_id, payment_shares.visit_id,
    payment_shares.cents, prepaids.service_id AS only_service
FROM payments AS used
JOIN prepaids ON prepaids.id = used.drawn_id
JOIN payment_shares ON payment_shares.payment_id = used.id AND payment_shares.retired_at IS NULL
JOIN visits ON visits.id = payment_shares.visit_id
WHERE used.retired_at IS NULL AND used.drawn_id IS NOT NULL AND visits.status = 'given'
    AND visits.date_of_service BETWEEN ?1 AND ?2
"""
SHARES = f"{RECEIVED_SHARES} UNION ALL {USED_SHARES}"
# What visits paid of what they were given: `lines` are place, service and fee of each of its services, as
# `rules.shares.split_of` reads them.
SHARES_WITH_LINES = f"""
SELECT shares.*, coalesce((
    SELECT group_concat(place || ' ' || service_id || ' ' || fee_cents, ',') FROM visit_services
    WHERE visit_services.visit_id = shares.visit_id AND visit_services.retired_at IS NULL), '') AS lines
FROM ({SHARES}) AS shares
WHERE shares.cents <> 0
"""  # noqa: S608 - constants
# How often so much was paid for a visit of these services, in all and by day. Most shares are like many others, so that
# few are split. What differs most stands first in the groups: they are sorted sooner.
SHARES_ALIKE = f"""
SELECT basis, only_service, cents, lines, count(*) AS many
FROM ({SHARES_WITH_LINES})
GROUP BY lines, cents, basis, only_service
"""  # noqa: S608 - constants
SHARES_ALIKE_BY_DAY = f"""
SELECT day, basis, only_service, cents, lines, count(*) AS many
FROM ({SHARES_WITH_LINES})
GROUP BY lines, cents, day, basis, only_service
"""  # noqa: S608 - constants
