// Teleradiology
