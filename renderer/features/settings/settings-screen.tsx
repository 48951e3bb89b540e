import { useSettings, useSnapshot } from '../../app/core-queries.ts'
import { AboutSection } from './about-section.tsx'
import { AppearanceSection } from './appearance-section.tsx'
import { BridgesSection } from './bridges-section.tsx'
import { DesktopSection } from './desktop-section.tsx'
import { FoldersSection } from './folders-section.tsx'
import { FilesSection } from './files-section.tsx'
import { GroupsSection } from './groups-section.tsx'
import { HomesSection } from './homes-section.tsx'
import { InputSection } from './input-section.tsx'
import { ProductionSection } from './production-section.tsx'
import { ProgramsSection } from './programs-section.tsx'
import { ToolsSection } from './tools-section.tsx'
import { ShellsSection } from './shells-section.tsx'
import { UsesSection } from './uses-section.tsx'
import { VaultSection } from './vault-section.tsx'
import './settings.css'

/** Stackpass's own settings. Every change is saved at once. */
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
        <AppearanceSection settings={settings} />
        <InputSection settings={settings} />
        <ToolsSection settings={settings} />
        <HomesSection settings={settings} />
        <FilesSection settings={settings} />
        <GroupsSection settings={settings} />
        <ProductionSection settings={settings} />
        <VaultSection settings={settings} />
        <ShellsSection settings={settings} />
        <FoldersSection />
        <BridgesSection />
        <ProgramsSection />
        <UsesSection />
        {snapshot?.host === 'desktop' && <DesktopSection settings={settings} />}
        <AboutSection snapshot={snapshot} />
      </div>
    </section>
  )
}
