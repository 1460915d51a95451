// What cxlint uses of the Python extension's API. Tests in the same process choose the interpreter.
const vscode = require("vscode");

exports.activate = () => {
  const changed = new vscode.EventEmitter();
  let interpreter;
  globalThis.cxlintTest = {
    choose(path) {
      interpreter = path;
      changed.fire({});
    },
  };
  return {
    environments: {
      getActiveEnvironmentPath: () => ({ path: interpreter }),
      resolveEnvironment: async ({ path }) =>
        path && { executable: { uri: vscode.Uri.file(path) } },
      onDidChangeActiveEnvironmentPath: changed.event,
    },
  };
};
