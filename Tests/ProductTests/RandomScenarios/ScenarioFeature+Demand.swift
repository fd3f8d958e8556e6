/// When studies come, and what they are.
extension ScenarioFeature {
    /// One of the streams; with a rate, where that is asked for.
    private static func stream(
        _ draft: ScenarioDraft, _ dice: inout Dice, withRate: Bool = false
    ) -> (site: Int, stream: Int)? {
        let streams = draft.streams.filter { place in
            let arrivals = draft.sites[place.site].streams[place.stream]["arrivals"] ?? ""
            return !withRate || arrivals.contains("per_day") || arrivals.contains("interarrival")
        }
        return streams.isEmpty ? nil : dice.pick(streams)
    }

    private static func set(
        _ key: String, _ value: String, of place: (site: Int, stream: Int)?, _ draft: inout ScenarioDraft
    ) {
        guard let place else { return }
        draft.sites[place.site].streams[place.stream][key] = value
    }

    static func addProfiles(_ draft: inout ScenarioDraft, _ dice: inout Dice) {
        let weights = (0..<168).map { $0 % 5 == 0 ? "3" : "1" }.joined(separator: ", ")
        let profile = dice.pick(["emergency", "inpatient", "outpatient", "screening", "[ \(weights) ]"])
        set(
            "arrivals", "{ per_day: \(dice.pick([60, 150])), profile: \(profile) }", of: stream(draft, &dice),
            &draft)
    }

    static func addRenewal(_ draft: inout ScenarioDraft, _ dice: inout Dice) {
        let gap = dice.pick([
            "15 min", "{ exponential: { mean: 9 min } }", "{ gamma: { mean: 12 min, sd: 20 min } }",
        ])
        set("arrivals", "{ interarrival: \(gap) }", of: stream(draft, &dice), &draft)
    }

    static func addAppointments(_ draft: inout ScenarioDraft, _ dice: inout Dice) {
        let book = dice.pick([
            "{ days: daily, hours: 08:00-17:00, every: 12 min, no_show: 10 %, lateness: { exponential: { mean: 7 min } } }",
            "[ { days: Mon-Fri, at: [ 02:30, 09:00, 09:00, 10:15 ] }, { days: daily, hours: 00:00-06:00, every: 20 min } ]",
        ])
        set("arrivals", "{ schedule: \(book) }", of: stream(draft, &dice), &draft)
    }

    static func addTrace(_ draft: inout ScenarioDraft, _ dice: inout Dice) {
        guard let place = stream(draft, &dice), let start = draft.top["start"] else { return }
        // Three days of a log in the site's local time, so that some of it lies in the run wherever that begins.
        let day = String(start.prefix { $0 != "T" })
        guard let number = Int(day.suffix(2)) else { return }
        let month = day.dropLast(2)
        func date(_ number: Int) -> String {
            number > 31 ? "2027-01-01" : month + (number < 10 ? "0" : "") + "\(number)"
        }
        let days = (number - 1...number + 1).map(date)
        let column = dice.pick(["completed", "requested"])
        draft.trace = "\(column),modality,priority,reading\n"
        for day in days {
            for hour in (0..<24).map({ $0 < 10 ? "0\($0)" : "\($0)" }) {
                draft.trace += "\(day)T\(hour):05,ct,stat,4 min\n"
                draft.trace += "\(day)T\(hour):05,xray,,\n"
            }
        }
        set("arrivals", "{ trace: trace.csv }", of: place, &draft)
        draft.sites[place.site].streams[place.stream]["modality"] = nil
        draft.sites[place.site].streams[place.stream]["name"] = "trace"
    }

    static func addSurges(_ draft: inout ScenarioDraft, _ dice: inout Dice) {
        guard let start = draft.top["start"] else { return }
        let surge =
            "{ at: \(start), for: \(dice.pick(["2 h", "9 h"])), factor: \(dice.pick(["0 %", "50 %", "400 %"])) }"
        set("surge", surge, of: stream(draft, &dice, withRate: true), &draft)
    }

    static func addGrowth(_ draft: inout ScenarioDraft, _ dice: inout Dice) {
        set("growth", dice.pick(["8 %", "-20 %"]), of: stream(draft, &dice, withRate: true), &draft)
    }

    static func addAttributes(_ draft: inout ScenarioDraft, _ dice: inout Dice) {
        for place in draft.streams where dice.comes(0.7) {
            set("application", "{ neurology: 45 %, cardiology: 20 %, other: 35 % }", of: place, &draft)
            if dice.comes(0.5) {
                set("body_region", "{ head: 46 %, chest: 30 %, abdomen: 24 % }", of: place, &draft)
                set("reading_by_region", "{ head: 3 min }", of: place, &draft)
            }
            if dice.comes(0.3) { set("critical", "6 %", of: place, &draft) }
        }
    }

    static func addPriors(_ draft: inout ScenarioDraft, _ dice: inout Dice) {
        set("priors", "{ share: 50 %, studies: 2, cached: 30 % }", of: stream(draft, &dice), &draft)
    }

    static func addVolumes(_ draft: inout ScenarioDraft, _ dice: inout Dice) {
        guard let start = draft.top["start"] else { return }
        let noon = "\(start.prefix { $0 != "T" })T22:00"
        // The site's own streams may all have given times, whose volume can't be changed; closing is for all.
        let place = stream(draft, &dice, withRate: true)
        if let place, let name = draft.sites[place.site].keys["name"],
            let stream = draft.sites[place.site].streams[place.stream]["name"], dice.comes(0.6)
        {
            draft.events.append(
                "{ at: \(noon), site: \(name), stream: \(stream), volume: \(dice.pick(["30 %", "300 %"])) }")
        } else {
            draft.events.append("{ at: \(noon), closes: Anna }")
            draft.events.append("{ at: \(noon.prefix { $0 != "T" })T23:30, opens: Anna }")
        }
    }
}
