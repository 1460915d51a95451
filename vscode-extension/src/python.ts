import { Disposable, extensions, window, workspace, type Event, type Uri } from "vscode";

/** The few things used of the Python extension's API. */
interface PythonApi {
  environments?: {
    getActiveEnvironmentPath(resource?: Uri): { path: string };
    resolveEnvironment(
      environment: unknown,
    ): Promise<{ executable: { uri?: Uri | undefined } } | undefined>;
    onDidChangeActiveEnvironmentPath: Event<unknown>;
  };
}

/** The interpreter that the Python extension has chosen for what is being edited. */
export async function pythonOf(): Promise<string | undefined> {
  const environments = (await api())?.environments;
  if (!environments) return undefined;
  const opened = window.activeTextEditor?.document.uri;
  const folder =
    (opened && workspace.getWorkspaceFolder(opened)) ?? workspace.workspaceFolders?.[0];
  const chosen = environments.getActiveEnvironmentPath(folder?.uri);
  const resolved = await environments.resolveEnvironment(chosen);
  return resolved?.executable.uri?.fsPath;
}

/** Calls back when another Python environment is chosen. */
export async function onPythonChange(changed: () => void): Promise<Disposable> {
  const event = (await api())?.environments?.onDidChangeActiveEnvironmentPath;
  return event?.(changed) ?? new Disposable(() => undefined);
}

async function api(): Promise<PythonApi | undefined> {
  const extension = extensions.getExtension<PythonApi | undefined>("ms-python.python");
  try {
    return await extension?.activate();
  } catch {
    return undefined; // its own trouble, which it tells of itself
  }
}
