// Writes the API pages into docs/api: one for each path that can be imported from a public package. A warning is an error.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Application, Comment, TSConfigReader } from 'typedoc'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const packages = join(root, 'packages')

/** By source file: the name to import, and the package it belongs to. */
const entries = new Map(
  readdirSync(packages, { withFileTypes: true })
    .filter((folder) => folder.isDirectory())
    .map(({ name }) => [name, JSON.parse(readFileSync(join(packages, name, 'package.json'), 'utf8'))])
    .filter(([, manifest]) => manifest.private !== true)
    .flatMap(([folder, { name, description, exports }]) =>
      Object.entries(exports)
        .filter(([, conditions]) => conditions['@gradus/source'] !== undefined)
        .map(([path, conditions]) => [
          join(packages, folder, conditions['@gradus/source']),
          { name: name + path.slice(1), description, readme: `packages/${folder}/README.md` },
        ]),
    ),
)

const app = await Application.bootstrap(
  {
    name: 'Gradus',
    entryPoints: [...entries.keys()],
    tsconfig: join(packages, 'tsconfig.api.json'),
    displayBasePath: root,
    out: join(root, 'docs/api'),
    readme: 'none',
    excludePrivate: true,
    validation: { notExported: false }, // such as the row that `unary` takes: it is shown where it is used
  },
  [new TSConfigReader()],
)
const project = await app.convert()
if (project !== undefined) {
  const text = 'Each module is a path that you can import. The pages to learn from are in the folder `docs`.'
  project.comment = new Comment([{ kind: 'text', text }])
  for (const module of project.children) {
    const { name, description, readme } = entries.get(module.sources[0].fullFileName)
    module.name = name
    module.comment = new Comment([{ kind: 'text', text: `${description}. Examples are in \`${readme}\`.` }])
  }
  app.validate(project)
  await app.generateOutputs(project)
}
process.exitCode = app.logger.hasErrors() || app.logger.hasWarnings() ? 1 : 0
