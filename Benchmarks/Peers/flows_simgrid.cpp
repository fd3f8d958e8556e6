// Flows over shared links by SimGrid's flow model, as the peer of FlowNetwork.
//
// usage: flows_simgrid version
//        flows_simgrid replay < CASE
//            a case as Tests/SimulationKernelTests/Flows/simgrid-flows.tsv has it, without finish times; prints the
//            finish time of each flow in seconds
//        flows_simgrid churn line|caps|network SLOTS FLOWS
//            the work of flow-bench; prints changes (starts and ends), CPU seconds, mean finish time
//
// Rates are plain max-min fair with caps: no latency, no TCP window, no correction of bandwidth, no cross traffic.

#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <iostream>
#include <limits>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include <simgrid/s4u.hpp>
#include <simgrid/version.h>

namespace sg4 = simgrid::s4u;

// One zone of hosts, and links by number. Every path has a pair of hosts of its own.
class Network {
    sg4::NetZone* zone = sg4::create_full_zone("zone");
    std::vector<sg4::Link*> links;
    std::map<std::vector<int>, std::pair<sg4::Host*, sg4::Host*>> ends;

public:
    void addLink(double bytesPerSecond) {
        links.push_back(zone->create_link("link" + std::to_string(links.size()), bytesPerSecond)
                            ->set_latency(0)
                            ->seal());
    }

    sg4::Link* link(int number) const { return links[number]; }

    std::pair<sg4::Host*, sg4::Host*> path(const std::vector<int>& numbers) {
        auto [place, isNew] = ends.try_emplace(numbers);
        if (isNew) {
            const auto name = std::to_string(ends.size());
            place->second = {zone->create_host("from" + name, 1e9)->seal(), zone->create_host("to" + name, 1e9)->seal()};
            std::vector<sg4::LinkInRoute> route;
            for (int number : numbers) route.emplace_back(links[number]);
            zone->add_route(place->second.first->get_netpoint(), place->second.second->get_netpoint(), nullptr, nullptr,
                            route, false);
        }
        return place->second;
    }

    void seal() { zone->seal(); }
};

constexpr double unlimited = std::numeric_limits<double>::infinity();

// Sends by the shortest way, which ignores rates.
void sendUncapped(const std::pair<sg4::Host*, sg4::Host*>& path, double bytes) {
    sg4::Comm::sendto(path.first, path.second, static_cast<uint64_t>(bytes));
}

// Sends to an actor that receives on the mailbox.
void sendCapped(sg4::Mailbox* mailbox, double bytes, double cap) {
    static int payload;
    auto transfer = mailbox->put_init(&payload, static_cast<uint64_t>(bytes));
    if (cap < unlimited) transfer->set_rate(cap);
    transfer->wait();
}

void replay(sg4::Engine& engine) {
    struct Flow {
        double start, bytes, cap;
        std::vector<int> path;
        double finish = -1;
    };
    struct Change {
        double time;
        int link;
        double capacity;
    };
    Network network;
    std::vector<Flow> flows;
    std::vector<Change> changes;
    std::string line;
    while (std::getline(std::cin, line)) {
        std::istringstream words(line);
        std::string kind;
        words >> kind;
        if (kind == "link") {
            double capacity;
            words >> capacity;
            network.addLink(capacity);
        } else if (kind == "change") {
            Change change;
            words >> change.time >> change.link >> change.capacity;
            changes.push_back(change);
        } else if (kind == "flow") {
            Flow flow;
            std::string cap, links, link;
            words >> flow.start >> flow.bytes >> cap >> links;
            flow.cap = std::strtod(cap.c_str(), nullptr);
            std::istringstream list(links);
            while (std::getline(list, link, ',')) flow.path.push_back(std::stoi(link));
            flows.push_back(flow);
        }
    }
    std::vector<std::pair<sg4::Host*, sg4::Host*>> paths;
    for (const Flow& flow : flows) paths.push_back(network.path(flow.path));
    network.seal();
    for (size_t index = 0; index < flows.size(); index++) {
        auto* mailbox = sg4::Mailbox::by_name(std::to_string(index));
        sg4::Actor::create("to", paths[index].second, [mailbox] { mailbox->get<int>(); });
        sg4::Actor::create("from", paths[index].first, [&flows, mailbox, index] {
            Flow& flow = flows[index];
            sg4::this_actor::sleep_until(flow.start);
            sendCapped(mailbox, flow.bytes, flow.cap);
            flow.finish = sg4::Engine::get_clock();
        });
    }
    if (!changes.empty())
        sg4::Actor::create("changes", paths[0].first, [&network, &changes] {
            for (const Change& change : changes) {
                sg4::this_actor::sleep_until(change.time);
                network.link(change.link)->set_bandwidth(change.capacity);
            }
        });
    engine.run();
    for (const Flow& flow : flows) std::printf("%.9f\n", flow.finish);
}

// The random numbers of flow-bench.
struct SplitMix64 {
    uint64_t state;

    double uniform() {
        uint64_t mixed = state += 0x9E3779B97F4A7C15;
        mixed = (mixed ^ mixed >> 30) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ mixed >> 27) * 0x94D049BB133111EB;
        return (static_cast<double>((mixed ^ mixed >> 31) >> 12) + 0.5) * 0x1p-52;
    }
};

// The work of flow-bench: each slot sends its flows one after another.
void churn(sg4::Engine& engine, const std::string& kind, int slots, int flows) {
    Network network;
    std::vector<std::vector<int>> paths;
    if (kind == "network") {
        for (int site = 0; site < 20; site++) network.addLink(12.5e6 * (1 + site % 4));
        for (int reader = 0; reader < 50; reader++) network.addLink(25e6 * (1 + reader % 3));
        network.addLink(250e6);
        network.addLink(250e6);
        for (int slot = 0; slot < slots; slot++)
            paths.push_back(slot % 2 == 0 ? std::vector<int>{slot / 2 % 20, 70} : std::vector<int>{71, 20 + slot / 2 % 50});
    } else {
        network.addLink(1e9);
        paths.assign(slots, {0});
    }
    std::vector<std::pair<sg4::Host*, sg4::Host*>> ends;
    for (const auto& path : paths) ends.push_back(network.path(path));
    network.seal();
    // Caps from well below to well above an equal share of the line.
    const double equalShare = 1e9 / slots;
    const bool isCapped = kind == "caps";
    double sum = 0;
    int finished = 0;
    for (int slot = 0; slot < slots; slot++) {
        auto* mailbox = sg4::Mailbox::by_name(std::to_string(slot));
        const int count = flows / slots;
        sg4::Actor::create("from", ends[slot].first, [&, mailbox, slot, count] {
            SplitMix64 random{static_cast<uint64_t>(slot)};
            for (int flow = 0; flow < count; flow++) {
                const double bytes = std::round(1e6 + 99e6 * random.uniform());
                const double cap = equalShare * (0.3 + 2 * random.uniform());
                if (isCapped)
                    sendCapped(mailbox, bytes, cap);
                else
                    sendUncapped(ends[slot], bytes);
                sum += sg4::Engine::get_clock();
                finished++;
            }
        });
        if (isCapped)
            sg4::Actor::create("to", ends[slot].second, [mailbox, count] {
                for (int flow = 0; flow < count; flow++) mailbox->get<int>();
            });
    }
    const std::clock_t start = std::clock();
    engine.run();
    const double seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
    std::printf("%d %.6f %.9f\n", 2 * finished, seconds, sum / finished);
}

int main(int argc, char** argv) {
    std::vector<std::string> words{"flows_simgrid",
                                   "--log=root.thres:critical",
                                   "--cfg=network/model:CM02",
                                   "--cfg=network/TCP-gamma:0",
                                   "--cfg=network/bandwidth-factor:1",
                                   "--cfg=network/latency-factor:1",
                                   "--cfg=network/weight-S:0",
                                   "--cfg=network/crosstraffic:0",
                                   "--cfg=contexts/stack-size:64"};
    std::vector<char*> options;
    for (auto& word : words) options.push_back(word.data());
    int count = static_cast<int>(options.size());
    options.push_back(nullptr);
    sg4::Engine engine(&count, options.data());
    if (argc == 2 && std::strcmp(argv[1], "replay") == 0) {
        replay(engine);
    } else if (argc == 5 && std::strcmp(argv[1], "churn") == 0) {
        churn(engine, argv[2], std::atoi(argv[3]), std::atoi(argv[4]));
    } else if (argc == 2 && std::strcmp(argv[1], "version") == 0) {
        std::printf("%d.%d\n", SIMGRID_VERSION_MAJOR, SIMGRID_VERSION_MINOR);
    } else {
        std::fputs("usage: flows_simgrid version | replay | churn line|caps|network SLOTS FLOWS\n", stderr);
        return 64;
    }
}
