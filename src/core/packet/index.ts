export { type BundleInput, packetBundle } from './bundle.ts';
export { packetHtml } from './html.ts';
export {
  canonicalText,
  LEVEL_OF_CARE,
  linesOf,
  type Packet,
  type PacketLine,
  type PacketSection,
  type PacketSubject,
  type Prepared,
  type Refused,
} from './packet.ts';
export { type PacketInput, packetOf } from './packet-of.ts';
export { packetText } from './text.ts';
export { ENGINE_VERSION } from './words.ts';
