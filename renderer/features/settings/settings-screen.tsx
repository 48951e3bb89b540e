import { useSettings, useSnapshot } from '../../app/queries.ts'
import { AboutPart } from './about-part.tsx'
import { AppearancePart } from './appearance-part.tsx'
import { BridgesPart } from './bridges-part.tsx'
import { DesktopPart } from './desktop-part.tsx'
import { GroupsPart } from './groups-part.tsx'
import { InputPart } from './input-part.tsx'
import { ProductionPart } from './production-part.tsx'
import { ProgramsPart } from './programs-part.tsx'
import { ShellsPart } from './shells-part.tsx'
import './settings.css'

/** Stackpass' own settings. Every change is written at once. */
export function SettingsScreen() {
  const settings = useSettings()
  const snapshot = useSnapshot()
  if (settings === undefined) return null
  return (
    <section className="main-pane" data-pane aria-label="Settings">
      <header className="pane-head">
        <h1 className="title">Settings</h1>
        <span className="text-3 settings-hint">
          Saved as you change them. Nothing of this goes into your AWS files.
        </span>
      </header>
      <div className="settings-scroll scroll" tabIndex={-1}>
        <AppearancePart settings={settings} />
        <InputPart settings={settings} />
        <GroupsPart settings={settings} />
        <ProductionPart settings={settings} />
        <ShellsPart settings={settings} />
        <BridgesPart />
        <ProgramsPart />
        {snapshot?.host === 'desktop' && <DesktopPart settings={settings} />}
        <AboutPart snapshot={snapshot} />
      </div>
    </section>
  )
}
