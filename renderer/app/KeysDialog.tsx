// All keys of this screen.
import { Dialog } from '../ui/Dialog.tsx';
import { useAllCommands } from './commands.ts';
import { showKeys } from './keys.ts';
import { overlayActions } from './overlays.ts';

export function KeysDialog() {
  const withKeys = useAllCommands().filter((command) => command.keys !== undefined);
  const groups = Map.groupBy(withKeys, (command) => command.group);
  return (
    <Dialog title="Keys" onClose={() => overlayActions.showKeys(false)}>
      <div className="keys">
        {[...groups].map(([group, commands]) => (
          <section key={group}>
            <h3>{group}</h3>
            {commands.map((command) => (
              <div key={command.id} className="row">
                <span className={`grow${command.isOff ? ' faint' : ''}`}>{command.title}</span>
                <kbd>{showKeys(command.keys ?? '')}</kbd>
              </div>
            ))}
          </section>
        ))}
        <section>
          <h3>On the plan</h3>
          {[
            ['Move', 'Arrows, drag'],
            ['Zoom', 'Wheel, pinch'],
            ['Move with any tool', 'Space and drag'],
            ['Level or upright only', 'Shift'],
            ['Without snapping; a wall end alone', 'Alt'],
            ['Choose by a box', 'Shift and drag'],
            ['End a line, close an outline', 'Enter, Esc'],
            ['Measure or draw without a mouse', 'tool, arrows, Enter'],
          ].map(([title, keys]) => (
            <div key={title} className="row">
              <span className="grow">{title}</span>
              <kbd>{keys}</kbd>
            </div>
          ))}
        </section>
      </div>
    </Dialog>
  );
}
