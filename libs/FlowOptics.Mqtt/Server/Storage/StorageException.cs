namespace FlowOptics.Mqtt.Server.Storage;

/// <summary>What must survive could not be written; the message says where.</summary>
internal sealed class StorageException(string message, Exception inner) : Exception(message, inner);
