namespace FlowOptics.Broker.Access;

/// <summary>Who may connect.</summary>
/// <param name="Anonymous">For those who do not say who they are; null: they may not connect.</param>
internal sealed record AccessTable(IReadOnlyList<AccessUser> Users, AccessRights? Anonymous);
