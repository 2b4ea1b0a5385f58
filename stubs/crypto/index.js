// fhirclient asks for isomorphic-webcrypto, whose React Native tail is some 850 packages.
// Every browser and Node version we support has Web Crypto itself.
export default globalThis.crypto;
