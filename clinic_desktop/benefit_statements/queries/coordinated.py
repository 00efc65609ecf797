"""What plans answered about a service, where several of them did: the one home of how that is added up."""

# Every answer; one that a plan gave which pays second `is_second`. What was billed and what was allowed of a service
# then count once, as the plan has it that pays first; what each of them paid is added up (domain 4.1, 19, and 4.2: the
# arithmetic is that of the plan that pays first). A plan that allowed nothing goes behind one that did, as where the
# first denied it. The order is that of the policies of the case.
COORDINATED = """
SELECT answers.id, answers.visit_id, answers.statement_on, answers.received_on, answers.payer_id, answers.paid_to,
    answers.paid_cents, answers.is_second,
    iif(answers.is_second, 0, answers.billed_cents) AS billed_cents,
    iif(answers.is_second, 0, answers.allowed_cents) AS allowed_cents
FROM (
    SELECT benefit_answers.*, EXISTS (
        SELECT 1 FROM benefit_answers AS first
        JOIN policies AS before ON before.id = first.policy_id
        WHERE first.visit_id = benefit_answers.visit_id AND first.service_row IS benefit_answers.service_row
            AND first.procedure_code = benefit_answers.procedure_code AND first.payer_id <> benefit_answers.payer_id
            AND (coalesce(first.allowed_cents, 0) = 0, before.place, before.id, first.id)
                < (coalesce(benefit_answers.allowed_cents, 0) = 0, own.place, own.id, benefit_answers.id)) AS is_second
    FROM benefit_answers JOIN policies AS own ON own.id = benefit_answers.policy_id) AS answers
"""
