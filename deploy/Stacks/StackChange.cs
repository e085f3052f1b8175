namespace FlowOptics.Deploy.Stacks;

/// <summary>What a change set would do to one resource.</summary>
/// <param name="Action">Add, Modify, Remove.</param>
/// <param name="Replacement">True, False, Conditional; empty where it is new or goes.</param>
internal sealed record StackChange(string Action, string Resource, string Type, string Replacement)
{
    public override string ToString() => $"{Action switch { "Add" => "+", "Remove" => "-", _ => "~" }} {Resource} ({Type}){(Replacement is "True" or "Conditional" ? Replacement == "True" ? ", made anew" : ", perhaps made anew" : "")}";
}
