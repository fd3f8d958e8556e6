/// Who reads, when, how fast, and who may.
extension ScenarioFeature {
    static func addShifts(_ draft: inout ScenarioDraft, _ dice: inout Dice) {
        draft.readers[0]["time_zone"] = dice.pick(["Europe/Berlin", "America/New_York", "Australia/Sydney"])
        draft.readers[0]["shifts"] = dice.pick([
            "[ { days: daily, hours: '08:00-18:00' } ]", "[ { days: daily, hours: '22:00-06:00' } ]",
            "[ { days: daily, hours: '06:00-12:00' }, { days: daily, hours: '12:00-16:30' } ]",
            "[ { days: daily, hours: '02:30-07:00' }, { days: [ Sat, Sun, Mon ], hours: '19:00-01:30' } ]",
        ])
    }

    static func addNightTeam(_ draft: inout ScenarioDraft, _ dice: inout Dice) {
        draft.readers.append([
            "group": "Night", "count": "\(dice.pick([1, 2]))",
            "time_zone": dice.pick(["Asia/Kolkata", "Europe/Berlin"]),
            "shifts":
                "[ { days: daily, hours: '\(dice.pick(["18:00-08:00", "20:00-02:30", "09:00-17:00"]))' } ]",
        ])
        if dice.comes(0.5) {
            draft.readers[draft.readers.count - 1]["downlink"] =
                "{ bandwidth: 50 Mbit/s, round_trip: 120 ms }"
        }
    }

    static func addSpecialists(_ draft: inout ScenarioDraft, _ dice: inout Dice) {
        draft.readers.append([
            "group": "Specialists", "count": "\(dice.pick([1, 2]))", "time_zone": "Europe/Berlin",
            "reads": dice.pick([
                "{ modalities: [ ct, mr ], applications: all }",
                "{ modalities: all, applications: [ neurology, cardiology ] }",
                "{ modalities: xray, applications: other }",
            ]),
        ])
    }

    /// The groups with shifts.
    private static func shifting(_ draft: ScenarioDraft) -> [Int] {
        draft.readers.indices.filter { draft.readers[$0]["shifts"] != nil }
    }

    static func addBreaks(_ draft: inout ScenarioDraft, _ dice: inout Dice) {
        // A break must lie in a shift: these have hours around seven in the evening, at noon, or in the morning.
        for group in shifting(draft) {
            let shifts = draft.readers[group]["shifts"] ?? ""
            let pause =
                shifts.contains("02:30-07") || shifts.contains("22:00") || shifts.contains("18:00-08")
                ? "03:00-03:20"
                : shifts.contains("20:00-02")
                    ? "23:45-00:30" : "[ 12:15-12:45, { days: Mon-Fri, hours: 10:00-10:10 } ]"
            draft.readers[group]["breaks"] = pause
        }
    }

    /// Adds to the first shift of a group.
    private static func extendShift(of group: Int, _ more: String, _ draft: inout ScenarioDraft) {
        guard let shifts = draft.readers[group]["shifts"], let start = shifts.firstIndex(of: "{") else {
            return
        }
        draft.readers[group]["shifts"] = shifts[...start] + " \(more)," + shifts[start...].dropFirst()
    }

    static func addRotas(_ draft: inout ScenarioDraft, _ dice: inout Dice) {
        for group in shifting(draft) where dice.comes(0.5) {
            extendShift(
                of: group, "rota: { every: 2 w, week: \(dice.pick(["2026-03-02", "2026-03-09"])) }", &draft)
        }
    }

    static func addShiftDates(_ draft: inout ScenarioDraft, _ dice: inout Dice) {
        // Readers who cease for ever may leave studies that a run would wait for.
        for group in shifting(draft) where dice.comes(0.5) {
            let isLast = draft.top["ending"] == "stop" && dice.comes(0.5)
            extendShift(of: group, isLast ? "until: 2026-10-24" : "from: 2026-03-03", &draft)
        }
    }

    static func addSpeeds(_ draft: inout ScenarioDraft, _ dice: inout Dice) {
        for group in draft.readers.indices where dice.comes(0.6) {
            draft.readers[group]["speed"] = dice.pick(["1.3", "0.7", "{ ct: 1.2, xray: 2 }"])
        }
    }

    static func addFatigue(_ draft: inout ScenarioDraft, _ dice: inout Dice) {
        for group in draft.readers.indices where dice.comes(0.6) {
            let day = "{ day: { '04:00': 1.3, '10:00': 1 } }"
            // Over the shift it needs shifts that leave a gap.
            let hasGap = draft.readers[group]["shifts"] != nil
            draft.readers[group]["fatigue"] =
                hasGap ? dice.pick(["overnight", "{ shift: { 0 h: 1, 5 h: 1.4 } }", day]) : day
        }
    }

    static func addLicences(_ draft: inout ScenarioDraft, _ dice: inout Dice) {
        // The team may read everything, so that every study has a reader.
        draft.sites[0].keys["licence_rule"] = dice.pick([
            "{ reach: 45 min }", "site", "preset", "site-and-reader",
        ])
        draft.sites[1].keys["licence_rule"] = dice.pick(["site-and-reader", "reader", "site"])
        for group in draft.readers.indices.dropFirst() {
            draft.readers[group]["country"] = dice.pick(["DE", "US-CA", "IN"])
            let dates = dice.pick(["", ", from: 2026-03-03", ", until: 2026-03-28"])
            draft.readers[group]["licences"] = dice.pick([
                "all", "[ DE, IN ]", "[ { country: DE\(dates) }, US-CA ]", "[ US, { country: DE\(dates) } ]",
            ])
            if dice.comes(0.5) { draft.readers[group]["travel"] = dice.pick(["30 min", "{ Anna: 50 min }"]) }
            if dice.comes(0.3) {
                draft.readers[group]["credentials"] = dice.pick([
                    "[ Anna ]", "[ Anna, { site: Albany, from: 2026-03-08 } ]", "all",
                ])
            }
        }
    }

    static func addStaffChanges(_ draft: inout ScenarioDraft, _ dice: inout Dice) {
        guard let start = draft.top["start"] else { return }
        let day = start.prefix { $0 != "T" }
        for (hour, count) in [("21:00", dice.pick([0, 1, 9])), ("23:10", dice.pick([1, 3]))] {
            draft.events.append("{ at: \(day)T\(hour), readers: Team, count: \(count) }")
        }
    }

    static func addProviders(_ draft: inout ScenarioDraft, _ dice: inout Dice) {
        draft.providers.append([
            "provider": "House", "groups": "Team", "retainer": "500 EUR/month",
            "promises": "{ stat: { target: 45 min, penalty: 20 EUR }, urgent: 2 h }",
            "clock": dice.pick(["available", "imaging"]),
        ])
        guard draft.readers.count > 1, let name = draft.readers[1]["group"] else { return }
        draft.providers.append([
            "provider": "Service", "kind": "outside", "groups": name, "time_zone": "America/New_York",
            "hours": "[ { days: daily, hours: '\(dice.pick(["10:00-23:00", "21:30-04:00"]))' } ]",
            "per_read": "{ ct: 35 USD }",
        ])
    }
}
