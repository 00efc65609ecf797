"""The one place that says what is open of a visit, who owes it, and what a payment split into services is."""

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
# Each share of a payment split over the services of its visit in proportion to their fees, to the cent: each service
# gets the whole cents of its proportion, and what is left goes by one cent to those with the largest remainders, of
# equal ones to the first of the visit. Where no service has a fee, all goes to the first. `part` may be below zero: a
# refund is split as the payment was.
SPLIT_SHARES = f"""
WITH shared AS MATERIALIZED (
    SELECT received.paid_on, payment_shares.id, payment_shares.visit_id, payment_shares.cents, (
        SELECT count(*) FROM visit_services
        WHERE visit_services.visit_id = payment_shares.visit_id AND visit_services.retired_at IS NULL) AS lines
    FROM ({RECEIVED}) AS received
    JOIN payment_shares ON payment_shares.payment_id = received.id AND payment_shares.retired_at IS NULL
    WHERE payment_shares.cents <> 0
), fees AS (
    SELECT shared.paid_on, shared.id, abs(shared.cents) AS cents, sign(shared.cents) AS sign, services.service_id,
        services.place, services.id AS line, services.fee_cents,
        sum(services.fee_cents) OVER of_share AS whole, row_number() OVER in_order AS rank
    FROM shared
    JOIN visit_services AS services ON services.visit_id = shared.visit_id AND services.retired_at IS NULL
    WHERE shared.lines > 1
    WINDOW of_share AS (PARTITION BY shared.id),
        in_order AS (PARTITION BY shared.id ORDER BY services.place, services.id)
), parts AS (
    SELECT paid_on, id, service_id, place, line, cents, sign,
        CASE WHEN whole > 0 THEN cents * fee_cents / whole WHEN rank = 1 THEN cents ELSE 0 END AS part,
        CASE WHEN whole > 0 THEN cents * fee_cents % whole ELSE 0 END AS remainder
    FROM fees
)
SELECT paid_on, service_id,
    sign * (part + (row_number() OVER (PARTITION BY id ORDER BY remainder DESC, place, line)
        <= cents - sum(part) OVER (PARTITION BY id))) AS part
FROM parts
UNION ALL
-- Most visits have one service: nothing is to be split.
SELECT paid_on, coalesce((
    SELECT visit_services.service_id FROM visit_services
    WHERE visit_services.visit_id = shared.visit_id AND visit_services.retired_at IS NULL), 0), cents
FROM shared WHERE lines <= 1
"""  # noqa: S608 - constants
