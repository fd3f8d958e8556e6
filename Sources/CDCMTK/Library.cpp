#include "CDCMTK.h"

#if !__has_include(<dcmtk/config/osconfig.h>)
#error "DCMTK headers not found. Run: make deps   (Debian/Ubuntu: apt-get install libdcmtk-dev)"
#else

#include "Guard.h"

#include <dcmtk/dcmdata/dcrledrg.h>
#include <dcmtk/dcmdata/dcrleerg.h>
// Teaches DCMTK's image classes colour, which the JPEG-LS encoder needs.
#include <dcmtk/dcmimage/diregist.h>
#include <dcmtk/dcmjpeg/djdecode.h>
#include <dcmtk/dcmjpeg/djencode.h>
#include <dcmtk/dcmjpls/djdecode.h>
#include <dcmtk/dcmjpls/djencode.h>
#include <dcmtk/dcmnet/scu.h>
#include <dcmtk/oflog/oflog.h>

#include <cstdlib>
#include <mutex>

namespace cdcmtk {

void prepareLibrary() {
    // The registries stay filled until the process ends: other threads may be using them.
    static std::once_flag once;
    std::call_once(once, [] {
        OFLog::configure(OFLogger::OFF_LOG_LEVEL);
        // DCMTK sets TCP_NODELAY on its sockets only when told so by this variable (there is no
        // other switch in 3.6.7). Without it Nagle's algorithm and delayed acknowledgements hold up
        // every small message by 40 ms at each end.
        setenv("TCP_NODELAY", "1", 1);
        DcmRLEEncoderRegistration::registerCodecs();
        DcmRLEDecoderRegistration::registerCodecs();
        DJEncoderRegistration::registerCodecs();
        DJDecoderRegistration::registerCodecs();
        DJLSEncoderRegistration::registerCodecs();
        DJLSDecoderRegistration::registerCodecs();
    });
}

} // namespace cdcmtk

extern "C" {

const char *cdcmtk_version(void) { return OFFIS_DCMTK_VERSION_STRING; }

void cdcmtk_set_logging(int enabled) {
    cdcmtk::guarded(nullptr, 0, [&] {
        OFLog::configure(enabled != 0 ? OFLogger::WARN_LOG_LEVEL : OFLogger::OFF_LOG_LEVEL);
    });
}

int cdcmtk_echo(const char *host, uint16_t port, const char *calling_ae_title,
                const char *called_ae_title, int timeout, char *error, size_t error_size) {
    return cdcmtk::guarded(error, error_size, [&] {
        if (timeout < 1) {
            throw cdcmtk::Failure("the timeout has to be at least one second");
        }
        DcmSCU user;
        user.setAETitle(calling_ae_title);
        user.setPeerAETitle(called_ae_title);
        user.setPeerHostName(host);
        user.setPeerPort(port);
        user.setConnectionTimeout(timeout);
        user.setACSETimeout(static_cast<Uint32>(timeout));
        user.setDIMSEBlockingMode(DIMSE_NONBLOCKING);
        user.setDIMSETimeout(static_cast<Uint32>(timeout));
        OFList<OFString> syntaxes;
        syntaxes.push_back(UID_LittleEndianImplicitTransferSyntax);
        cdcmtk::check(user.addPresentationContext(UID_VerificationSOPClass, syntaxes));
        cdcmtk::check(user.initNetwork());
        cdcmtk::check(user.negotiateAssociation());
        const OFCondition answer = user.sendECHORequest(0);
        if (answer.bad()) {
            user.abortAssociation();
            cdcmtk::check(answer);
        }
        cdcmtk::check(user.releaseAssociation());
    });
}

} // extern "C"

#endif
