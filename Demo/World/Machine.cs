using System.Globalization;
using System.Net;
using System.Text;

namespace FlowOptics.Demo.World;

/// <summary>A network interface in a VPC, and the parts of its records that never change, as text.</summary>
internal sealed class Machine
{
    public Machine(Vpc vpc, string name, string address)
    {
        Vpc = vpc;
        Name = name;
        Address = ParseAddress(address);
        var subnet = DemoHash.Id("subnet-", $"{vpc.Name}/{address[..address.LastIndexOf('.')]}");
        InterfaceId = DemoHash.Id("eni-", $"{vpc.Name}/{name}");
        var instance = DemoHash.Id("i-", $"{vpc.Name}/{name}");
        DefaultHead = Encoding.ASCII.GetBytes($"2 {vpc.Account} {InterfaceId} ");
        InsideHead = Encoding.ASCII.GetBytes($"5 {vpc.Account} {InterfaceId} ");
        InsideMiddle = Encoding.ASCII.GetBytes($" OK {vpc.Id} {subnet} {instance} ");
        InsideTail = Encoding.ASCII.GetBytes($" {vpc.Region} {vpc.ZoneId} ");
    }

    public Vpc Vpc { get; }

    public string Name { get; }

    public string InterfaceId { get; }

    /// <summary>IPv4 as a number, first octet highest.</summary>
    public uint Address { get; }

    public byte[] DefaultHead { get; }

    public byte[] InsideHead { get; }

    public byte[] InsideMiddle { get; }

    public byte[] InsideTail { get; }

    public static uint ParseAddress(string address)
    {
        var bytes = IPAddress.Parse(address).GetAddressBytes();
        return ((uint)bytes[0] << 24) | ((uint)bytes[1] << 16) | ((uint)bytes[2] << 8) | bytes[3];
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name} in {Vpc.Name}");
}
