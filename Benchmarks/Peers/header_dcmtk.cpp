// A header scan by DCMTK: its call that stops before pixel data, and the wanted attributes as strings.
//
// usage: header_dcmtk LIST
// prints: files, CPU seconds, and the sum that header_walk.c explains

#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dctk.h>
#include <dcmtk/oflog/oflog.h>

#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <string>
#include <vector>

#include "wanted.h"

int main(int argc, char** argv)
{
    if (argc != 2) {
        std::fprintf(stderr, "usage: header_dcmtk LIST\n");
        return 64;
    }
    OFLog::configure(OFLogger::OFF_LOG_LEVEL);
    std::vector<std::string> paths;
    std::ifstream list(argv[1]);
    for (std::string line; std::getline(list, line);) paths.push_back(line);

    unsigned long long sum = 0, bytes = 0;
    const std::clock_t start = std::clock();
    for (const auto& path : paths) {
        DcmFileFormat file;
        const OFCondition outcome = file.loadFileUntilTag(
            path.c_str(), EXS_Unknown, EGL_noChange, DCM_MaxReadLength, ERM_autoDetect, DCM_PixelData);
        if (outcome.bad()) continue;
        OFString found[WANTED_COUNT];
        for (int i = 0; i < WANTED_COUNT; ++i)
            file.getDataset()->findAndGetOFStringArray(DcmTagKey(WANTED[i] >> 16, WANTED[i] & 0xFFFF), found[i]);
        for (const auto& value : found) bytes += value.length();
        sum += found[STUDY_INSTANCE_UID].length() + found[SOP_INSTANCE_UID].length();
        sum += std::strtoul(found[ROWS].c_str(), nullptr, 10) + std::strtoul(found[COLUMNS].c_str(), nullptr, 10);
    }
    const double seconds = double(std::clock() - start) / CLOCKS_PER_SEC;
    std::printf("%zu %.6f %llu\n", paths.size(), seconds, sum);
    return bytes == 0;
}
