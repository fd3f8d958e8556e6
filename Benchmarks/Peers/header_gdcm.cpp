// A header scan by GDCM: its call that reads the wanted attributes only and stops after the last of them, before
// the end of the header.
//
// usage: header_gdcm LIST
// prints: files, CPU seconds, and the sum that header_walk.c explains

#include <gdcmReader.h>
#include <gdcmTrace.h>

#include <cstdint>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <fstream>
#include <set>
#include <string>
#include <vector>

#include "wanted.h"

static unsigned number(const std::string& bytes)
{
    std::uint16_t value = 0;
    if (bytes.size() == 2) std::memcpy(&value, bytes.data(), 2);
    return value;
}

int main(int argc, char** argv)
{
    if (argc != 2) {
        std::fprintf(stderr, "usage: header_gdcm LIST\n");
        return 64;
    }
    gdcm::Trace::WarningOff();
    gdcm::Trace::ErrorOff();
    std::vector<std::string> paths;
    std::ifstream list(argv[1]);
    for (std::string line; std::getline(list, line);) paths.push_back(line);
    std::set<gdcm::Tag> wanted;
    for (unsigned tag : WANTED) wanted.insert(gdcm::Tag(tag));

    unsigned long long sum = 0, bytes = 0;
    const std::clock_t start = std::clock();
    for (const auto& path : paths) {
        gdcm::Reader reader;
        reader.SetFileName(path.c_str());
        if (!reader.ReadSelectedTags(wanted)) continue;
        const gdcm::DataSet& attributes = reader.GetFile().GetDataSet();
        std::string found[WANTED_COUNT];
        for (int i = 0; i < WANTED_COUNT; ++i) {
            const gdcm::Tag tag(WANTED[i]);
            if (!attributes.FindDataElement(tag)) continue;
            const gdcm::ByteValue* value = attributes.GetDataElement(tag).GetByteValue();
            if (value) found[i].assign(value->GetPointer(), value->GetLength());
        }
        for (int uid : {STUDY_INSTANCE_UID, SOP_INSTANCE_UID}) found[uid].resize(std::strlen(found[uid].c_str()));
        for (const auto& value : found) bytes += value.length();
        sum += found[STUDY_INSTANCE_UID].length() + found[SOP_INSTANCE_UID].length();
        sum += number(found[ROWS]) + number(found[COLUMNS]);
    }
    const double seconds = double(std::clock() - start) / CLOCKS_PER_SEC;
    std::printf("%zu %.6f %llu\n", paths.size(), seconds, sum);
    return bytes == 0;
}
