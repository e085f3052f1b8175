using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

public interface IResourceCollection : IList<IResource>;
