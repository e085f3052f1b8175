namespace FlowOptics.Broker.Access;

/// <summary>Someone who may connect, by a secret.</summary>
internal sealed record AccessUser(string Name, SecretHash Secret, AccessRights Rights);
