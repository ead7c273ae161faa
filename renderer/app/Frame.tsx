// The frame around every screen: top bar, rail, content, status bar with the task tray; palette and keys above all.
import { useEffect } from 'react';
import { SettingsScreen } from '../features/settings/SettingsScreen.tsx';
import { SiteDialogs } from '../features/site/SiteDialogs.tsx';
import { StartScreen } from '../features/site/StartScreen.tsx';
import { useTellWalkEnd } from '../features/survey/use-tell-walk-end.ts';
import { TaskTray } from '../features/tasks/TaskTray.tsx';
import { useComeBack } from './come-back.ts';
import { useCommandKeys } from './commands.ts';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { useFrameCommands } from './frame-commands.ts';
import { KeysDialog } from './KeysDialog.tsx';
import { useOverlays } from './overlays.ts';
import { Palette } from './Palette.tsx';
import { PlanRoute } from './PlanRoute.tsx';
import { Rail } from './Rail.tsx';
import { useSession } from './session.ts';
import { useSiteChanges } from './site-changes.ts';
import { TopBar } from './TopBar.tsx';
import { useFollowTasks } from './tasks.ts';
import { WalkRoute } from './WalkRoute.tsx';
import { useFollowWalk } from './walk-state.ts';

function Content() {
  const screen = useSession((session) => session.screen);
  if (screen === 'plan') return <PlanRoute />;
  if (screen === 'settings') return <SettingsScreen />;
  return <StartScreen />;
}

export function Frame() {
  useFrameCommands();
  useCommandKeys();
  useSiteChanges();
  useFollowTasks();
  useFollowWalk();
  useTellWalkEnd();
  useComeBack();
  const { isPaletteOpen, isKeysOpen } = useOverlays();
  const screen = useSession((session) => session.screen);
  const status = useSession((session) => session.status);
  const siteName = useSession((session) => session.site?.name);
  useEffect(() => {
    document.title = siteName ? `${siteName} – Groma` : 'Groma';
  }, [siteName]);
  if (screen === 'walk')
    return (
      <ErrorBoundary>
        <WalkRoute />
      </ErrorBoundary>
    );
  return (
    <div className="frame">
      <TopBar />
      <Rail />
      <main className="main" key={screen} data-pane tabIndex={-1}>
        <ErrorBoundary>
          <Content />
        </ErrorBoundary>
      </main>
      <footer className="status-bar" data-pane tabIndex={-1}>
        <div className="row">{status}</div>
        <div id="screen-status" className="row" />
        <span className="spread" />
        <TaskTray />
      </footer>
      <SiteDialogs />
      {isPaletteOpen ? <Palette /> : null}
      {isKeysOpen ? <KeysDialog /> : null}
    </div>
  );
}
