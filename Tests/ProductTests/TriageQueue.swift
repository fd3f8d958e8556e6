import ScenarioFiles
import Teleradiology

/// A queue in which software looks at all but the interrupting studies, as in QuCAD: Poisson arrivals, equal readers,
/// exponential reads, and the classes interrupting > positive > negative.
struct TriageQueue {
    var load = 0.8
    var readers = 1
    /// The share of interrupting studies, and their mean read in minutes.
    var interrupting = 0.0
    var interruptingRead = 5.0
    var prevalence = 0.1
    var sensitivity = 0.9
    var falsePositives = 0.1
    /// Mean reads in minutes.
    var diseasedRead = 10.0
    var otherRead = 10.0
    var effect = "{ pre-empt: positive }"
    var interrupted = "head"
    var rest = ""
    var length = "1500 d"

    private var perDay: Double {
        let other = prevalence * diseasedRead + (1 - prevalence) * otherRead
        return load * Double(readers) * 1440 / (interrupting * interruptingRead + (1 - interrupting) * other)
    }

    private func stream(_ share: Double, _ read: Double, _ priority: String) -> String {
        share == 0
            ? ""
            : """
                  - name: \(priority)
                    modality: ct
                    arrivals: { per_day: \(share * perDay), profile: flat }
                    priority: \(priority)
                    reading: { exponential: { mean: \(read) min } }
            """
    }

    var text: String {
        """
        title: QuCAD
        start: 2026-01-05T00:00
        time_zone: UTC
        length: \(length)
        warm_up: 30 d
        seed: 20260302
        priorities: [ { name: interrupting }, { name: positive }, { name: routine } ]
        sites:
          - name: Source
            demand:
        \(stream(interrupting, interruptingRead, "interrupting"))
        \(stream(1 - interrupting, otherRead, "routine"))
        delivery: cloud
        technologies:
          cloud:
            protocol: { stow: { instances_per_request: 50 } }
            ingest: { workers: 1000, per_study: 0 s, per_instance: 0 s }
        readers: [ { group: Readers, count: \(readers), time_zone: UTC } ]
        worklist: { order: { priority: { preempt: interrupting, interrupted: \(interrupted) } } \(rest) }
        triage:
          applies_to: { priority: routine }
          servers: 1000
          time: 0 s
          sensitivity: \(sensitivity * 100) %
          specificity: \((1 - falsePositives) * 100) %
          prevalence: \(prevalence * 100) %
          diseased_reading: \(diseasedRead / otherRead)
          effect: \(effect)
        """
    }

    func model() throws -> TeleradiologyModel {
        try TeleradiologyModel(ScenarioFile(text: text, path: "triage.yaml").scenario())
    }
}

extension RunResult {
    /// Minutes in which the studies of a finding are not read: wait and interruptions.
    func delay(_ studies: TriagedStudies) -> Double {
        let cell = cell(of: .triaged(studies))
        let wait = cell.intervals[Int(Interval.wait.rawValue)].meanSeconds ?? 0
        return (wait + (cell.meanInterruptedSeconds ?? 0)) / 60
    }
}
