// Measures finding projects and their stacks in a separate process: the walk and reading the project files.
import { discoverProjects } from '../../../core/stacks/discovery.ts'

const root = process.argv[2] ?? ''
const started = performance.now()
const { folders, projects } = await discoverProjects([root])
const milliseconds = performance.now() - started
const stacks = projects.reduce((sum, project) => sum + project.stacks.length, 0)
console.log(JSON.stringify({ milliseconds, folders, projects: projects.length, stacks }))
