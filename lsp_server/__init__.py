"""cxlint in editors: the language server. Nothing in `cxlint` imports it; it decides no finding."""
