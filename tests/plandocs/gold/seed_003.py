"""A machine translation of a fuller copy of 000 (domain.md 3.4, row 003)."""

from tests.plandocs.gold.form import Gold

SEED = "003"
DOCUMENTS = [
    Gold(
        title="Kindergarten in-depth implementation",
        kind="plan",
        span=(3, 84),
        issuer="?",
        period="3 years",
        script="latin",
        sections="""
            8|First,|1|the guiding ideology
            12|Second,|1|the target task
            16|1.|2|Promote scientific development
            18|2.|2|Promote campus harmony
            20|3.|2|Serve the people
            22|4.|2|Strengthen organizational construction
            24|Third,|1|the activity carrier
            28|Fourth,|1|the form of activity
            32|1.|2|Taking the construction
            34|2.|2|To create a special kindergarten
            36|3.|2|Taking the
            38|4.|2|To solve practical problems
            40|5,|2|to establish a sound
            42|Fifth,|1|the organization and implementation
            48|The first is|2|to mobilize
            50|The second is|2|to develop a plan
            70|First,|2|showcase the results
            70|The second is|2|to do a good summary
            70|The third is|2|to improve the mechanism
            72|V.|1|Specific requirements
            74|1.|2|Strict organization
            78|2.|2|Raise awareness
            82|3,|2|based on the job
        """,
        phases="""
            46|1|Extensively launched||
            52|2|Strive for a comprehensive||
            64|3|Serious self-examination||
            68|4|Sum up||
        """,
        standards="""
            36|five-to-one competition|?|
            54|four talks and one fight|?|
            56|five good|organisation|
            56|five-rate|member|
            84|five bans|?|
            84|eight inaccuracies|?|
        """,
        tasks="""
            32|learning party organization
            34|special kindergarten
            36|teacher's morality
            38|practical problems
            40|sound working mechanism
            48|mobilize|phase=1
            50|develop a plan|phase=1
            54|four talks and one fight|phase=2
            56|five to one fight|phase=2
            58|public commitment|phase=2|owner=party members
            60|leadership review|phase=2
            62|public comment|phase=2
            66|find out their own gaps|phase=3
            66|advanced models|phase=3
            70|showcase the results|phase=4
            70|good summary|phase=4
            70|improve the mechanism|phase=4
            76|leading group|owner=The Party branch
        """,
        people="76|Lu Xiaojun|leader",
        mechanisms="""
            dynamic mechanism
            band-assisting mechanism
            evaluation mechanism
            incentives
            long-term mechanism
            public commitment
            leadership review
            public comment
            one-on-one
            hand in hand
            democratic evaluation
            satisfaction survey/degree survey
            style assessment
            deliberation system
        """,
        defects="""
            machine-translation
            site-furniture 1 86
            duplicate-number 72
            items-missing 36 54 56 56 84 84
            vague-target 66
            no-owner
            no-deadline
        """,
    )
]
