import { useApp } from '../model.ts';
import { Button } from '../ui/Button.tsx';
import { AboutPart, SessionPart } from './AboutPart.tsx';
import { KeptPart } from './KeptPart.tsx';
import { RoomFrame } from './RoomFrame.tsx';
import { TrailPart } from './TrailPart.tsx';
import { KeysPart, ViewPart } from './ViewPart.tsx';
import { WorkPart } from './WorkPart.tsx';
import { settingsWords } from './words.ts';

/** How this app is set for its user, what it keeps here, and the way out. */
export default function Settings() {
  const app = useApp();
  return (
    <RoomFrame
      title={settingsWords.title}
      actions={
        <Button
          onClick={() => {
            app.over.value = { room: 'quality' };
          }}
        >
          {settingsWords.quality}
        </Button>
      }
    >
      <ViewPart />
      <KeysPart />
      <SessionPart />
      <KeptPart />
      <WorkPart />
      <TrailPart />
      <AboutPart />
    </RoomFrame>
  );
}
