// DICOMNetwork
