using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using FlowOptics.Emulator.Gateway;

namespace FlowOptics.Emulator.S3;

/// <summary>S3's documents.</summary>
internal static class S3Xml
{
    public const string Namespace = "http://s3.amazonaws.com/doc/2006-03-01/";
    private const int MaxDocument = 1024 * 1024;

    public static string Time(DateTimeOffset time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>Writes a document with this root element.</summary>
    public static Task WriteAsync(AwsRequest request, string root, Action<XmlWriter> content, string? ns = Namespace)
    {
        var response = request.Http.Response;
        response.ContentType = "application/xml";
        var bytes = Document(root, content, ns);
        response.ContentLength = bytes.Length;
        return response.Body.WriteAsync(bytes, request.Aborted).AsTask();
    }

    public static void Element(this XmlWriter xml, string name, string? value)
    {
        if (value is not null) xml.WriteElementString(name, value);
    }

    public static void Element(this XmlWriter xml, string name, long value) =>
        xml.WriteElementString(name, value.ToString(CultureInfo.InvariantCulture));

    public static void Owner(this XmlWriter xml, string element = "Owner")
    {
        xml.WriteStartElement(element);
        // LocalStack's canonical user.
        xml.Element("ID", "75aa57f09aa0c8caeab4f8c24e99d10f8e7faeebf76c078efc7c6caea54ba06a");
        xml.Element("DisplayName", "webfile");
        xml.WriteEndElement();
    }

    /// <summary>Reads the document of a request's body.</summary>
    /// <exception cref="AwsException">MalformedXML.</exception>
    public static async Task<XElement> ReadAsync(AwsRequest request)
    {
        var body = await request.ReadBodyAsync(MaxDocument);
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(body), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
            return XElement.Load(reader);
        }
        catch (XmlException)
        {
            throw Malformed();
        }
    }

    public static AwsException Malformed() =>
        new(400, "MalformedXML", "The XML you provided was not well-formed or did not validate against our published schema");

    /// <summary>A child's text, whatever the namespace: clients differ.</summary>
    public static string? Value(this XElement element, string name) =>
        element.Elements().FirstOrDefault(child => child.Name.LocalName == name)?.Value;

    public static IEnumerable<XElement> All(this XElement element, string name) => element.Elements().Where(child => child.Name.LocalName == name);

    private static byte[] Document(string root, Action<XmlWriter> content, string? ns)
    {
        using var stream = new MemoryStream();
        // Keys may hold characters that XML 1.0 does not have: S3 writes them as references all the same.
        using (var xml = XmlWriter.Create(stream,
            new XmlWriterSettings { Encoding = new UTF8Encoding(false), CheckCharacters = false, NewLineHandling = NewLineHandling.Entitize }))
        {
            xml.WriteStartDocument();
            xml.WriteStartElement(root, ns);
            content(xml);
            xml.WriteEndElement();
        }

        return stream.ToArray();
    }
}
