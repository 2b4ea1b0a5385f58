// fhirclient prints the token response through the package `debug` when somebody sets localStorage.debug. The build puts this in its place:
// it prints nothing. CommonJS, because fhirclient calls what require('debug') gives.
const silent = () => {};
silent.enabled = false;
silent.extend = () => silent;
module.exports = () => silent;
