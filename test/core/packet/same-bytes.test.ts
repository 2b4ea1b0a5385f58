import fc from 'fast-check';
import { expect, test } from 'vitest';
import { packetBundle, packetHtml, packetText } from '../../../src/core/packet/index.ts';
import { pick, review, shuffled, written } from '../../promises/stays.ts';
import { packetFor, packetsOf } from './packets.ts';

test('the same stay in any order of resources gives the same page, text and document, byte for byte', () => {
  let compared = 0;
  fc.assert(
    fc.property(fc.nat(), fc.nat(), (which, seed) => {
      const stay = pick(written, which);
      const resources = shuffled(stay.resources, seed);
      const reviews = review(resources);
      for (const packet of packetsOf(stay)) {
        const one = reviews.find(({ encounter }) => encounter === packet.encounter);
        const again = one ? packetFor(one, resources, packet.subject) : null;
        if (!again) throw new Error(`${packet.subject} is gone`);
        compared += 1;
        expect(again.hash).toBe(packet.hash);
        expect(packetHtml(again)).toBe(packetHtml(packet));
        expect(packetText(again)).toBe(packetText(packet));
        const base = 'https://ehr.example.org/fhir';
        expect(JSON.stringify(packetBundle({ packet: again, resources, base }))).toBe(
          JSON.stringify(packetBundle({ packet, resources: stay.resources, base })),
        );
      }
    }),
    { numRuns: 12 },
  );
  expect(compared).toBeGreaterThan(12);
});
