namespace FlowOptics.Deploy;

/// <summary>What stops the tool: one sentence with its mend.</summary>
internal sealed class DeployException(string message, Exception? inner = null) : Exception(message, inner);
