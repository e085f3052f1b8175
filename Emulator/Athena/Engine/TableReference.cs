using System.Text.Json.Nodes;
using FlowOptics.Emulator.Athena.Catalog;

namespace FlowOptics.Emulator.Athena.Engine;

/// <summary>A place in a tree where a table of the catalogue is read.</summary>
/// <param name="Node">The tree's node, whose name is changed to a view's.</param>
/// <param name="Alias">What its columns may be qualified by.</param>
/// <param name="Conditions">What WHERE demands of the table's partition columns alone.</param>
internal sealed record TableReference(JsonObject Node, TableDefinition Table, string Alias, IReadOnlyList<JsonObject> Conditions);
