/** Version of this build, as package.json gives it; a test holds the two together. */
export const VERSION = '0.1.0';
