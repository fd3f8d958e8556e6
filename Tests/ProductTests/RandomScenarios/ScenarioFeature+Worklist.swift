/// What is read next, what software says of it, and what interrupts.
extension ScenarioFeature {
    static func addOrder(_ draft: inout ScenarioDraft, _ dice: inout Dice) {
        draft.worklist["order"] = dice.pick([
            "fifo", "deadline", "shortest", "age", "{ age: { stat: 9, urgent: 3, routine: 1 } }", "priority",
        ])
    }

    /// Whether higher classes come first, which goes for a worklist that says nothing.
    private static func isByPriority(_ draft: ScenarioDraft) -> Bool {
        draft.worklist["order"].map { $0 == "priority" || $0.contains("preempt") } ?? true
    }

    static func addLongestWait(_ draft: inout ScenarioDraft, _ dice: inout Dice) {
        // It goes with the order by priority alone.
        if isByPriority(draft) { draft.worklist["max_wait"] = dice.pick(["40 min", "3 h"]) }
    }

    static func addTriage(_ draft: inout ScenarioDraft, _ dice: inout Dice) {
        let effects = ["flag", "reorder", "{ reorder: urgent }"] + (isByPriority(draft) ? ["pre-empt"] : [])
        let accuracy: [(String, String)] = [("90 %", "95 %"), ("60 %", "70 %")]
        for (name, modality) in [("bleed", "ct"), ("lines", "[ xray, mr ]")] where dice.comes(0.7) {
            let (sensitivity, specificity) = dice.pick(accuracy)
            draft.triage.append([
                "name": name, "applies_to": "{ modality: \(modality), priority: [ urgent, routine ] }",
                "servers": "\(dice.pick([1, 2]))",
                "time": dice.pick(["40 s", "{ exponential: { mean: 2 min } }", "0 s"]),
                "sensitivity": sensitivity, "specificity": specificity, "prevalence": "20 %",
                "diseased_reading": "1.5", "effect": dice.pick(effects),
            ])
        }
    }

    static func addPreemption(_ draft: inout ScenarioDraft, _ dice: inout Dice) {
        guard isByPriority(draft) else { return }
        draft.worklist["order"] =
            "{ priority: { preempt: \(dice.pick(["stat", "[ stat, urgent ]", "all"])), interrupted: \(dice.pick(["head", "tail"])) } }"
    }

    static func addCalls(_ draft: inout ScenarioDraft, _ dice: inout Dice) {
        for group in draft.readers.indices where dice.comes(0.6) {
            draft.readers[group]["interruptions"] = dice.pick([
                "night-calls",
                "{ per_hour: 3, lasts: { lognormal: { mean: 98 s, sd: 118 s } }, resume: 30 s }",
            ])
        }
    }

    static func addOnCall(_ draft: inout ScenarioDraft, _ dice: inout Dice) {
        // They need an order by priority, and nothing that is given ahead.
        guard isByPriority(draft), !draft.isPrefetching else { return }
        draft.readers.append([
            "group": "Senior", "count": "\(dice.pick([1, 2]))", "travel": "30 min", "country": "DE",
            "on_call":
                "{ for: \(dice.pick(["stat", "urgent"])), after: \(dice.pick(["0 s", "20 min"])), response: \(dice.pick(["0 s", "15 min"])) }",
        ])
        if dice.comes(0.5) {
            draft.readers[draft.readers.count - 1]["shifts"] = "[ { days: daily, hours: '18:00-08:00' } ]"
        }
    }

    static func addAssignment(_ draft: inout ScenarioDraft, _ dice: inout Dice) {
        draft.worklist["shift_end"] = dice.pick(["hand-over", "finish"])
        // Readers on call take what they read from the worklist.
        guard !draft.hasOnCall else { return }
        draft.worklist["assign"] = dice.pick([
            "{ push: least-work }",
            "{ push: { stat: round-robin, urgent: least-rvu, routine: least-work }, limit: 3 }",
            "{ cherry_picking: { top: 3 } }",
            "{ same_patient: true, follow_the_sun: '08:00-18:00' }",
            "{ push: round-robin, same_patient: true, follow_the_sun: '07:00-19:00' }",
        ])
        guard draft.worklist["assign"]?.contains("same_patient") == true else { return }
        for place in draft.streams where draft.sites[place.site].streams[place.stream]["modality"] != nil {
            draft.sites[place.site].streams[place.stream]["studies_per_patient"] = "{ 1: 70 %, 3: 30 % }"
        }
    }

    static func addSpillOver(_ draft: inout ScenarioDraft, _ dice: inout Dice) {
        let groups = draft.readers.compactMap { $0["group"] }
        let rules = [("7 min", "[ stat, urgent ]"), ("0 s", "all"), ("1 h", "routine")].filter { _ in
            dice.comes(0.6)
        }
        guard groups.count > 1, !rules.isEmpty else { return }
        draft.worklist["spill_over"] =
            "[ "
            + rules.map { wait, classes in
                "{ to: \(dice.pick(groups)), after: \(wait), applies_to: { priority: \(classes) } }"
            }.joined(separator: ", ") + " ]"
    }

    static func addReports(_ draft: inout ScenarioDraft, _ dice: inout Dice) {
        // Reports of several readings go with readers who take studies themselves, and need several who stay.
        let assign = draft.worklist["assign"] ?? ""
        guard !assign.contains("push"), !assign.contains("same_patient"), draft.readers[0]["count"] != "2",
            !draft.events.contains(where: { $0.contains("readers:") })
        else { return }
        var parts = [
            "peer_review: { share: 10 %, reading: 50 %, discrepancies: { minor: 10 %, major: 5 % }, addendum: 5 min }",
            "double_reading: { applies_to: { modality: xray }, disagreement: 10 %, arbitration: { reading: 2 min } }",
            "critical_calls: { attempt: { exponential: { mean: 2 min } }, answered: 60 %, retry_after: 10 min }",
        ]
        if draft.readers.contains(where: { $0["group"] == "Night" }) {
            parts.append(
                "preliminary: { by: Night, final_by: Team, applies_to: { modality: [ ct, mr ] }, reading: 50 %, discrepancies: { minor: 2 %, major: 2 % } }"
            )
        }
        parts = parts.filter { _ in dice.comes(0.6) }
        guard !parts.isEmpty else { return }
        draft.top["reports"] = "{ " + parts.joined(separator: ", ") + " }"
        // Calls need something to call about.
        for place in draft.streams where draft.sites[place.site].streams[place.stream]["modality"] != nil {
            draft.sites[place.site].streams[place.stream]["critical"] = "6 %"
        }
    }
}
