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
# How often so much was paid on a day for a visit of these services. Most shares are like many others, so that few are
# split: `lines` are place, service and fee of each, as `rules.shares.split_of` reads them.
SHARES_ALIKE = f"""
SELECT paid_on, cents, lines, count(*) AS many
FROM (
    SELECT received.paid_on, payment_shares.cents, coalesce((
        SELECT group_concat(place || ' ' || service_id || ' ' || fee_cents, ',') FROM visit_services
        WHERE visit_services.visit_id = payment_shares.visit_id AND visit_services.retired_at IS NULL), '') AS lines
    FROM ({RECEIVED}) AS received
    JOIN payment_shares ON payment_shares.payment_id = received.id AND payment_shares.retired_at IS NULL
    WHERE payment_shares.cents <> 0)
GROUP BY paid_on, cents, lines
"""  # noqa: S608 - constants
