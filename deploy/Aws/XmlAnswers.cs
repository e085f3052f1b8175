using System.Xml.Linq;

namespace FlowOptics.Deploy.Aws;

/// <summary>AWS's XML, by local names: each service has a namespace of its own.</summary>
internal static class XmlAnswers
{
    /// <summary>The text of the first element of this name, at any depth.</summary>
    public static string? Text(this XElement element, string name) => element.Descendants().FirstOrDefault(one => one.Name.LocalName == name)?.Value;

    /// <summary>A child's own text.</summary>
    public static string? Child(this XElement element, string name) => element.Elements().FirstOrDefault(one => one.Name.LocalName == name)?.Value;

    /// <summary>The members of the first list of this name: <c>&lt;Stacks&gt;&lt;member&gt;…</c>, or <c>item</c> as EC2 has it.</summary>
    public static IEnumerable<XElement> Members(this XElement element, string list) =>
        element.Descendants().FirstOrDefault(one => one.Name.LocalName == list)?.Elements().Where(one => one.Name.LocalName is "member" or "item") ?? [];
}
