// DICOMHeader
