import { useEffect, useMemo, useState } from 'preact/hooks';
import type { QueryPolicy } from '../../core/query/index.ts';
import type { Count } from '../../store/index.ts';
import { fileNameFor } from '../csv.ts';
import { useApp } from '../model.ts';
import { FileOut } from '../settings/FileOut.tsx';
import styles from '../settings/Room.module.css';
import { Part, RoomFrame } from '../settings/RoomFrame.tsx';
import { Button } from '../ui/Button.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import { countsCsv, rulesCsv } from './columns.ts';
import { Filters } from './Filters.tsx';
import { Queries } from './Queries.tsx';
import { ALL, filtered, rulesOf } from './quality.ts';
import { RulesTable } from './RulesTable.tsx';
import { Directions, Targets } from './Summary.tsx';
import { qualityWords as own } from './words.ts';

/** How the prompts do on this device, rule by rule, with the formula of every number. */
export function QualityView({ policy }: { readonly policy: QueryPolicy }) {
  const app = useApp();
  const [all, setAll] = useState<readonly Count[] | null>(null);
  const [filter, setFilter] = useState(ALL);
  const [file, setFile] = useState<{ readonly name: string; readonly text: string } | null>(null);
  useEffect(() => {
    let isOpen = true;
    void app.counts().then((counts) => isOpen && setAll(counts));
    return () => {
      isOpen = false;
    };
  }, [app]);
  const counts = useMemo(() => filtered(all ?? [], filter), [all, filter]);
  const rules = useMemo(() => rulesOf(counts), [counts]);
  const values = (field: 'role' | 'rule') => [...new Set((all ?? []).map((one) => one[field]).filter((value) => value !== ''))].sort();
  const out = (text: string, type: string) => {
    setFile({ name: fileNameFor(type, 'csv', new Date().toISOString().slice(0, 10)), text });
    app.audit('exported', type);
  };
  return (
    <RoomFrame title={own.title} isWide>
      <p>{own.about}</p>
      {all === null && <Skeleton lines={6} />}
      {all?.length === 0 && <p>{own.empty}</p>}
      {all !== null && all.length > 0 && (
        <>
          <Filters filter={filter} roles={values('role')} rules={values('rule')} onFilter={setFilter} />
          <Part title={own.rules}>
            {rules.length === 0 ? <p>{own.emptyFilter}</p> : <RulesTable rules={rules} />}
            <div class={styles.row}>
              <Button look="second" disabled={rules.length === 0} onClick={() => out(rulesCsv(rules), 'quality')}>
                {own.export}
              </Button>
              <Button look="second" disabled={counts.length === 0} onClick={() => out(countsCsv(counts), 'counts')}>
                {own.exportRaw}
              </Button>
            </div>
            {file && <FileOut {...file} warning={own.exportWarning} onClose={() => setFile(null)} />}
          </Part>
          <Directions rules={rules} />
          <Targets counts={counts} />
        </>
      )}
      {app.role.value === 'cdi' && <Queries policy={policy} />}
    </RoomFrame>
  );
}
