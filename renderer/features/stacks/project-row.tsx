import { FolderGit2 } from 'lucide-react'
import { memo } from 'react'
import type { ProjectSummary } from '../../../shared/contract/models.ts'
import { MiddleTruncate } from '../../ui/middle-truncate.tsx'

/** The heading of a project: folder, backend, version of pulumi-aws, and whether the program makes providers itself. */
export const ProjectRow = memo(function ProjectRow({
  project,
}: {
  readonly project: Omit<ProjectSummary, 'stacks'>
}) {
  const version = project.awsVersion ?? project.awsMajor?.toString()
  return (
    <div className="project-row" role="gridcell">
      <FolderGit2 aria-hidden="true" />
      <MiddleTruncate className="strong" text={project.name} />
      <span className="leaves-first text-3" title={project.folder}>
        {project.label}
      </span>
      <span className="grow" />
      {project.ownProviders !== undefined && (
        <span
          className="tag"
          title={`The program makes AWS providers of its own, which do not read the config: ${project.ownProviders.join(', ')}`}
        >
          own provider
        </span>
      )}
      <span className="text-3 truncate">
        {project.backend.kind === 'unknown' ? 'Backend not known' : project.backend.label}
      </span>
      <span className="text-3 project-version">
        {version === undefined ? 'aws version not known' : `aws ${version}`}
      </span>
    </div>
  )
})
