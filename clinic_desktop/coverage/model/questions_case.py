"""Questions about the case itself: accident or work, the card, who treats, the prescription, the diagnosis."""

from clinic_desktop.coverage.model.facts import FACTS
from clinic_desktop.coverage.model.question import Question, QuestionStep, of_fact, yes_or_no
from clinic_desktop.wording import mark

ACCIDENT = QuestionStep(
    "accident",
    mark("Accident or work"),
    (
        of_fact(
            "accident.kind",
            FACTS["accident"],
            mark("After an accident or an injury at work another payer comes before the health plan."),
        ),
        Question(
            "accident.date",
            mark("Date of the accident"),
            mark("Some states pay only where care began within days of it."),
            "date",
            ask=mark("On what date was the accident?"),
            whom="client",
        ),
        Question(
            "accident.state",
            mark("State of the accident"),
            mark("Its law says who pays first."),
            "state",
            ask=mark("In which state was the accident?"),
            whom="client",
        ),
        of_fact("claim.status", FACTS["claim_status"], mark("An auto or work payer pays only on an open claim.")),
        Question(
            "claim.number",
            mark("Claim number"),
            mark("Every bill to an auto or work payer carries it."),
            "text",
            ask=mark("What is the claim number?"),
            whom="adjuster",
        ),
        of_fact("claim.pip_confirmed", FACTS["pip_confirmed"], mark("In many states PIP can be left out of a policy.")),
        Question(
            "claim.limit_left",
            mark("Left of the claim’s limit"),
            mark("All providers draw on the same limit."),
            "money",
            ask=mark("How much of the limit is left, all providers together?"),
            whom="adjuster",
        ),
        Question(
            "claim.visits",
            mark("Massage visits of the claim"),
            mark("Visits at other clinics count too, and from a certain visit on the payer wants to be asked."),
            "number",
            ask=mark("How many massage visits has this claim had, at any clinic?"),
            whom="adjuster",
        ),
    ),
)
CARD = QuestionStep(
    "card",
    mark("The card"),
    (
        of_fact("payer_type", FACTS["payer"], mark("Each kind of payer has rules of its own for massage.")),
        of_fact("plan_type", FACTS["plan"], mark("An HMO or EPO rarely pays a therapist out of network.")),
        of_fact(
            "funding", FACTS["funding"], mark("A plan that the employer funds itself is not bound by many state laws.")
        ),
    ),
)
PROVIDER = QuestionStep(
    "provider",
    mark("Network and license"),
    (
        of_fact("provider.type", FACTS["provider"], mark("Many plans pay some professions for massage, not others.")),
        Question(
            "state_of_care",
            mark("State of the treatment"),
            mark("Its law says which plans must accept a massage therapist."),
            "state",
            ask=mark("In which state is the treatment?"),
            whom="clinic",
        ),
        of_fact(
            "provider.license_status",
            FACTS["license"],
            mark("Payers want a license that is active on the day of care."),
        ),
        Question(
            "provider.license_expires",
            mark("License expires on"),
            mark("Visits after that day are not paid."),
            "date",
            ask=mark("Until when is the license active?"),
            whom="clinic",
        ),
        of_fact(
            "provider.certification_ok",
            FACTS["certification_ok"],
            mark("Where the state offers no license, some payers accept national certification."),
        ),
        of_fact(
            "network",
            FACTS["network"],
            mark("In network the contract sets the price; out of network the client pays and is paid back."),
        ),
        of_fact(
            "gap_exception",
            FACTS["gap_exception"],
            mark("Without a therapist nearby in the network, a plan may treat you as if you were in it."),
        ),
        of_fact(
            "provider.supervisor",
            FACTS["supervisor"],
            mark("Some plans pay massage only where a PT, DC or MD of the same clinic supervises it."),
        ),
        Question(
            "provider.supervision_ref",
            mark("Reference of the call about supervision"),
            mark("It proves what the plan said about who may bill."),
            "text",
            ask=mark("May a PT, DC or MD who supervises here bill it, and what is the reference number of this call?"),
            whom="provider",
        ),
    ),
)
PRESCRIPTION = QuestionStep(
    "prescription",
    mark("Prescription"),
    (
        yes_or_no(
            "rx.held",
            mark("Prescription in hand"),
            mark("Most payers want one before the first visit, whatever is said on the phone."),
            mark("Is there a signed prescription: date, diagnosis, number of visits, until when?"),
            "prescriber",
        ),
        yes_or_no("rx.signed", mark("Signed"), mark("Without a signature it counts for nothing."), whom="clinic"),
        Question("rx.date", mark("Date of the prescription"), mark("It counts from that day."), "date", whom="clinic"),
        Question(
            "rx.expiry",
            mark("Valid until"),
            mark("Visits after that day need a new one."),
            "date",
            ask=mark("Until when is the prescription valid?"),
            whom="prescriber",
        ),
        Question(
            "rx.visits",
            mark("Visits prescribed"),
            mark("After so many visits a new one is needed."),
            "number",
            ask=mark("For how many visits is the prescription?"),
            whom="prescriber",
        ),
        Question("rx.used", mark("Visits used of it"), mark("They count against those prescribed."), "number"),
        Question(
            "rx.freq",
            mark("How often"),
            mark("A payer compares it with the visits that are billed."),
            "text",
            ask=mark("How often, and for how many weeks?"),
            whom="prescriber",
        ),
        of_fact("prescriber.type", FACTS["prescriber"], mark("Some payers accept the order of a physician alone.")),
        Question(
            "prescriber.npi", mark("NPI of the prescriber"), mark("It stands on the claim."), "text", whom="clinic"
        ),
        of_fact("referral_required", FACTS["referral_required"], mark("Without a referral an HMO pays nothing.")),
        of_fact("referral_held", FACTS["referral_held"], mark("It has to be there before the visit.")),
    ),
)
DIAGNOSIS = QuestionStep(
    "diagnosis",
    mark("Diagnosis and need"),
    (
        Question(
            "dx.code",
            mark("Diagnosis code"),
            mark("Payers pay for a diagnosis, not for a massage."),
            "text",
            ask=mark("Which diagnosis, with its code, made by whom and when?"),
            whom="prescriber",
        ),
        Question(
            "dx.source",
            mark("Where the diagnosis comes from"),
            mark("A massage therapist does not diagnose: it has to come from somebody who may."),
            "choice",
            {
                "prescription": mark("Prescription"),
                "referral": mark("Referral"),
                "authorization": mark("Authorization"),
                "claim": mark("Letter about the claim"),
                "chart_note": mark("Prescriber’s chart note"),
                "phone": mark("Prescriber, by phone"),
                "prescriber": mark("Prescriber, otherwise"),
                "clinic": mark("Made at this clinic"),
                "self": mark("The client’s own words"),
                "none": mark("Nobody"),
            },
            whom="clinic",
        ),
        Question("dx.date", mark("Date of the diagnosis"), mark("An old one may no longer count."), "date"),
        of_fact("baseline_measure", FACTS["baseline"], mark("Progress can be shown only from where it began.")),
        of_fact("goals", FACTS["goals"], mark("A plan pays for a goal that can be measured.")),
        of_fact("functional_limit", FACTS["functional_limit"], mark("Pain alone is not enough for most plans.")),
        of_fact("prior_care_tried", FACTS["prior_care"], mark("Some plans want simpler care tried before.")),
        of_fact("maintenance", FACTS["maintenance"], mark("Hardly any plan pays for upkeep.")),
        Question(
            "last_treated",
            mark("Last treated for this"),
            mark("After 90 days without treatment it counts as new, and some plans then ask for less."),
            "date",
            {"never": mark("Never")},
            mark("When was the client last treated for this?"),
            "client",
        ),
        of_fact("red_flags", FACTS["red_flags"], mark("With one the client goes to a physician first.")),
    ),
)
