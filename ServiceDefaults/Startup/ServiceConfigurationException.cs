namespace FlowOptics.ServiceDefaults;

/// <summary>
/// A setting that the service cannot run with. Thrown before or while the host starts, it ends the process with exit code 1, and its message
/// is the one sentence that the user reads: it names the setting, what is wrong with it, and the mend.
/// </summary>
public sealed class ServiceConfigurationException(string message, Exception? inner = null) : Exception(message, inner);
