namespace FlowOptics.Flows;

/// <summary>Addresses from the first to the last in the order of their 128 bits, both included.</summary>
public readonly record struct AddressRange(Address First, Address Last);
