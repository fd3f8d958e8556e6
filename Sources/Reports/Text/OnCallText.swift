import Experiments
import Teleradiology

/// What is said of readers on call beside figures of their use.
///
/// They come when they are called and go when nothing is left for them, so that they are busy for nearly all the time that
/// they are there: their use says nothing of how much there is to do for them, their hours do.
enum OnCallText {
    /// The name of a resource in a table: `readers Day team`, `readers Senior, called in`.
    static func label(_ resource: ResourceEstimate, _ scenario: Scenario) -> String {
        guard resource.kind == .readers else { return resource.name }
        let isOnCall = scenario.readers.contains { $0.name == resource.name && $0.onCall != nil }
        return "readers \(resource.name)\(isOnCall ? ", called in" : "")"
    }

    /// What the use of readers on call is of; empty where nobody is on call.
    static func note(_ scenarios: [Scenario]) -> String {
        scenarios.contains { $0.readers.contains { $0.onCall != nil && $0.count > 0 } }
            ? """
            Readers on call are on shift from when they come, called, until nothing is left for them; their utilisation is of \
            that time, and so nearly all of it. How long they are there is told in hours a day.
            """ : ""
    }
}
