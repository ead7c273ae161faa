// Starts the page: finds the core, mounts the app.
import { createRoot } from 'react-dom/client';
import { App } from './app/App.tsx';
import { connectToCore } from './app/connect.ts';
import './ui/tokens.css';
import './ui/base.css';
import './ui/controls.css';
import './ui/surfaces.css';
import './app/frame.css';
import './app/screens.css';
import './app/screens-plan.css';
import './app/screens-design.css';
import './app/screens-walk.css';
import './app/screens-dialogs.css';

const root = document.getElementById('root');
if (!root) throw new Error('the page has no root');
createRoot(root).render(<App client={connectToCore()} />);
