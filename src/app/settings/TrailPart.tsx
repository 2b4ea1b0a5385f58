import { useEffect, useState } from 'preact/hooks';
import { fileNameFor } from '../csv.ts';
import { useApp } from '../model.ts';
import { Button } from '../ui/Button.tsx';
import { FileOut } from './FileOut.tsx';
import styles from './Room.module.css';
import { Part } from './RoomFrame.tsx';
import { trailCsv, trailJson } from './trail-file.ts';
import { settingsWords as own } from './words.ts';

/** The audit trail of this user for the privacy office, with how much of it was lost. */
export function TrailPart() {
  const app = useApp();
  const [lost, setLost] = useState(0);
  const [file, setFile] = useState<{ readonly name: string; readonly text: string } | null>(null);
  const [isEmpty, setIsEmpty] = useState(false);
  useEffect(() => {
    let isOpen = true;
    void app.keptTotals().then((totals) => isOpen && setLost(totals.lost));
    return () => {
      isOpen = false;
    };
  }, [app]);
  const make = async (ending: 'csv' | 'json') => {
    const [events, totals] = [await app.trail(), await app.keptTotals()];
    setLost(totals.lost);
    if (app.stop.value !== null) return;
    setIsEmpty(events.length === 0);
    if (events.length === 0) return setFile(null);
    const now = Date.now();
    const made = { user: app.session.fhirUser ?? 'unknown-user', now, lost: totals.lost };
    setFile({
      name: fileNameFor('audit', ending, new Date(now).toISOString().slice(0, 10)),
      text: ending === 'csv' ? trailCsv(events, made) : trailJson(events, made),
    });
    app.audit('exported', 'audit-trail');
  };
  return (
    <Part title={own.trail}>
      <p>{own.trailNote}</p>
      {lost > 0 && <p>{own.lost(lost)}</p>}
      <div class={styles.row}>
        <Button look="second" onClick={() => void make('csv')}>
          {own.trailCsv}
        </Button>
        <Button look="second" onClick={() => void make('json')}>
          {own.trailJson}
        </Button>
      </div>
      {isEmpty && <p>{own.noTrail}</p>}
      {file && <FileOut {...file} warning={own.trailWarning} onClose={() => setFile(null)} />}
    </Part>
  );
}
