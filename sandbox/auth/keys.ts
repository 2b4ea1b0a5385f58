import { exportJWK, generateKeyPair, SignJWT } from 'jose';

/** Signs id_tokens and publishes the key they can be checked with. */
export interface Signer {
  readonly jwks: object;
  readonly sign: (
    claims: Readonly<Record<string, unknown>>,
    more: { readonly issuer: string; readonly audience: string; readonly subject: string },
  ) => Promise<string>;
}

const KID = 'sandbox-1';

/** A new RS256 key for this run; tokens of an earlier run are worthless. */
export async function createSigner(): Promise<Signer> {
  const { publicKey, privateKey } = await generateKeyPair('RS256');
  const jwk = { ...(await exportJWK(publicKey)), kid: KID, alg: 'RS256', use: 'sig' };
  return {
    jwks: { keys: [jwk] },
    sign: (claims, { issuer, audience, subject }) =>
      new SignJWT({ ...claims })
        .setProtectedHeader({ alg: 'RS256', kid: KID })
        .setIssuer(issuer)
        .setAudience(audience)
        .setSubject(subject)
        .setIssuedAt()
        .setExpirationTime('1h')
        .sign(privateKey),
  };
}
