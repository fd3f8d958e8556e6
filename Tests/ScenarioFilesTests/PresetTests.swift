import Foundation
import SimulationKernel
import Teleradiology
import Testing

@Suite("Presets are the published figures")
struct PresetTests {
    @Test("the emergency profile: 41 % from 18 to 08, 15.5 % from 22 to 06, peak to trough 6.4")
    func emergency() throws {
        let profile = try #require(WeeklyProfilePreset.all.first { $0.name == "emergency" }).profile
        let total = profile.weights.reduce(0, +)
        func share(_ hours: [Int]) -> Double {
            profile.weights.indices.filter { hours.contains($0 % 24) }.reduce(0) { $0 + profile.weights[$1] }
                / total
        }
        #expect(abs(share([18, 19, 20, 21, 22, 23, 0, 1, 2, 3, 4, 5, 6, 7]) - 0.41) < 0.005)
        #expect(abs(share([22, 23, 0, 1, 2, 3, 4, 5]) - 0.155) < 0.0015)
        let monday = profile.weights[..<24]
        #expect(abs((monday.max() ?? 0) / (monday.min() ?? 1) - 6.4) < 0.06)
        // Monday is the busiest day: 15.81 % of the week.
        #expect(abs(monday.reduce(0, +) / total - 0.1581) < 0.0001)
    }

    @Test("every profile has mean 1, so that the studies a day are those that the scenario gives")
    func means() {
        #expect(
            WeeklyProfilePreset.all.map(\.name) == [
                "emergency", "inpatient", "outpatient", "screening", "flat",
            ])
        for preset in WeeklyProfilePreset.all {
            #expect(abs(preset.profile.weights.reduce(0, +) / 168 - 1) < 1e-12)
        }
    }

    @Test("outpatients and screening come in opening hours on weekdays only")
    func openingHours() throws {
        for (name, hours) in [("outpatient", 7..<18), ("screening", 8..<17)] {
            let profile = try #require(WeeklyProfilePreset.all.first { $0.name == name }).profile
            for (index, weight) in profile.weights.enumerated() {
                #expect((weight > 0) == (index < 120 && hours.contains(index % 24)))
            }
        }
    }

    @Test("18 countries and four rests of regions, with time zones that the system knows")
    func countries() {
        #expect(CountryPreset.all.filter { $0.code.count == 2 }.count == 18)
        #expect(CountryPreset.all.filter { $0.code.hasPrefix("rest-of-") }.count == 4)
        #expect(Set(CountryPreset.all.map(\.code)).count == 22)
        for zone in CountryPreset.all.flatMap(\.timeZones) { #expect(TimeZone(identifier: zone) != nil) }
        #expect(CountryPreset.of("FR")?.onlyTimeZone == "Europe/Paris")
        #expect(CountryPreset.of("US")?.onlyTimeZone == nil)
    }

    @Test(
        "sizes have the medians of the Imaging Data Commons (within the log-normal's fit, 10 %)",
        arguments: [(Modality.ct, 343.0, 181e6), (.xray, 2, 30.6e6)])
    func sizes(_ modality: Modality, _ instances: Double, _ bytes: Double) {
        let preset = StudySizePreset.of(modality)
        guard case .lognormal(let mu, _) = preset.instances, case .lognormal(let byteMu, _) = preset.bytes
        else {
            Issue.record("not log-normal")
            return
        }
        #expect(abs(exp(mu) - instances) / instances < 1e-9)
        #expect(abs(exp(byteMu) - bytes) / bytes < 0.16)
    }

    @Test("every modality and application has a reading time of half a minute to half an hour on average")
    func readings() {
        for modality in Modality.allCases {
            for application in Application.allCases {
                let mean = ReadingPreset.distribution(modality: modality, application: application).mean
                #expect((30...1800).contains(mean), "\(modality) \(application): \(mean) s")
            }
        }
        #expect(ReadingPreset.of(modality: .nuclear, application: .oncology).medianMinutes == 18)
    }
}
