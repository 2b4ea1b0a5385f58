import { useRef } from 'preact/hooks';
import { Banner } from '../ui/Banner.tsx';
import { Button } from '../ui/Button.tsx';
import { CopyBox } from '../ui/CopyText.tsx';
import styles from './Packet.module.css';
import type { Ways } from './use-ways.ts';
import { packetWords } from './words.ts';

/** Copy, print, the two files; what happened; and the text of a file, to be selected where no download arrives. */
export function WaysOut({ ways, isReady }: { readonly ways: Ways; readonly isReady: boolean }) {
  const { report } = ways;
  const { out } = packetWords;
  return (
    <>
      {isReady && (
        <section class={`${styles.tools} no-print`} aria-label={packetWords.tools}>
          <Button look="primary" icon="copy" shortcut="c" onClick={() => void ways.copy()}>
            {packetWords.copy}
          </Button>
          <Button look="second" shortcut="p" onClick={() => void ways.print()}>
            {packetWords.print}
          </Button>
          <Button look="second" onClick={() => void ways.save('html')}>
            {packetWords.html}
          </Button>
          <Button look="second" onClick={() => void ways.save('bundle')}>
            {packetWords.bundle}
          </Button>
        </section>
      )}
      <div class="no-print">
        {report && <Banner state={report.state}>{report.text}</Banner>}
        <CopyBox name={out.textOf(packetWords.title)} isShown={report?.isSelected === true} boxRef={ways.box} />
      </div>
      {report?.file && <FileText key={report.file.name} file={report.file} ways={ways} />}
    </>
  );
}

function FileText({ file, ways }: { readonly file: { readonly name: string; readonly text: string }; readonly ways: Ways }) {
  const box = useRef<HTMLTextAreaElement>(null);
  const { out } = packetWords;
  return (
    <section class={`${styles.file} no-print`} aria-label={out.textOf(file.name)}>
      <div class={styles.tools}>
        <Button dense look="second" onClick={() => void ways.copyFile(file.text, box.current)}>
          {out.copyFile}
        </Button>
        <Button
          dense
          look="second"
          onClick={() => {
            box.current?.focus();
            box.current?.select();
          }}
        >
          {out.select}
        </Button>
        <Button dense onClick={ways.close}>
          {out.close}
        </Button>
      </div>
      <textarea ref={box} class={styles.text} readOnly rows={8} aria-label={out.textOf(file.name)} value={file.text} />
    </section>
  );
}
