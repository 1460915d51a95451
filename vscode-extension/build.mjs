import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { build, context } from "esbuild";

const options = {
  entryPoints: { extension: "src/extension.ts" },
  outdir: "out",
  bundle: true,
  platform: "node",
  target: "node20",
  format: "cjs",
  external: ["vscode"],
  minify: process.argv.includes("--minify"),
  metafile: true,
  logLevel: "warning",
};

/** The licences of what is bundled: they want to be handed on with it. */
function licences(inputs) {
  const folders = new Set(
    Object.keys(inputs).flatMap((one) => /^node_modules\/(?:@[^/]+\/)?[^/]+/.exec(one) ?? []),
  );
  return [...folders].sort().map((folder) => {
    const file = readdirSync(folder).find((one) => /^licen[cs]e(\.\w+)?$/i.test(one));
    return `${folder.replace("node_modules/", "")}\n\n${file ? readFileSync(`${folder}/${file}`, "utf8") : ""}`;
  });
}

if (process.argv.includes("--watch")) {
  await (await context(options)).watch();
} else {
  const { metafile } = await build(options);
  writeFileSync("out/licences.txt", licences(metafile.inputs).join("\n\n---\n\n"));
}
