"""What each type of entry is for, and an example of its flags."""

FROM = '\\\n    --source-title "..." --publisher "..." --published 2026-03-02'
EXAMPLES = {
    "clause": (
        "The final clause: what entry into force asks for, and the delay after it.",
        "--date 2010-06-08 --required 14 --delay P30D --source treaty-text",
    ),
    "ratification": (
        "The deposit of an instrument of ratification: it counts.",
        f"--state Kuwait --date 2026-03-01 {FROM}",
    ),
    "acceptance": (
        "The deposit of an instrument of acceptance: it counts.",
        '--state Japan --date "[..2026-03-01]" --source gazette-2026',
    ),
    "approval": (
        "The deposit of an instrument of approval: it counts.",
        "--state China --date 2026-03 --source gazette-2026",
    ),
    "accession": (
        "The deposit of an instrument of accession: it counts.",
        "--state Qatar --date 2026-03-01 --source gazette-2026",
    ),
    "succession": (
        "A declaration of succession: it counts.",
        "--state Montenegro --date 2006-10-23 --source un-list",
    ),
    "formal-confirmation": (
        "An organisation's ratification: it counts.",
        '--state "European Union" --date 2026-03-01 --source un-list',
    ),
    "definitive-signature": (
        "A signature that binds without ratification: it counts.",
        "--state Jordan --date 2010-06-08 --source un-list",
    ),
    "signature": (
        "A signature. It does not count.",
        "--state Jordan --date 2010-06-08 --source un-list",
    ),
    "provisional-application": (
        "Application before entry into force. It does not count.",
        "--state Jordan --date 2011-01-01 --source un-list",
    ),
    "domestic-approval": (
        "A parliament's or head of state's act. It does not count; the deposit comes later.",
        '--state Kuwait --act "Law No. 7" --date 2026-01-15 --source gazette-2026',
    ),
    "withdrawal": (
        "A withdrawal or denunciation; the day is the one on which it takes effect.",
        "--state Jordan --date 2027-01-01 --source un-list",
    ),
    "membership": (
        "A State becomes one of those who may consent.",
        "--state Oman --new-state --date 2027-05-01 --source summit-2027",
    ),
    "membership-end": (
        "A State ceases to be one of those who may consent.",
        "--state Jordan --date 2027-05-01 --source summit-2027",
    ),
    "not-yet": (
        "On that day the State had still not consented.",
        "--state Kuwait --date 2025-12-31 --source un-list",
    ),
    "report": (
        "What a source says of the count: to be tested, never an act.",
        f"--contracting 13 --remaining 1 --date 2026-03-01 {FROM}",
    ),
    "entry-into-force": (
        "The depositary's announcement; the day is the one in force.",
        "--date 2026-03-31 --source notification-2026",
    ),
    "retraction": (
        "Takes an event back, as `tracker retract` does.",
        '--of jordan --reason "the deposit was of another treaty"',
    ),
    "source": (
        "A published text, even one that was read and is silent.",
        '--title "Ratifications of 2026" --publisher KUNA --published 2026-03-02',
    ),
}
