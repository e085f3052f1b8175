using System.Text.Json.Nodes;

namespace FlowOptics.Emulator.Gateway;

/// <summary>Makes the answer's document of the request's; null: the answer has none.</summary>
internal delegate JsonObject? JsonOperation(AwsRequest request, JsonObject document);
