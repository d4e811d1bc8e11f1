using Writ.App.Client; using Writ.App.Data; using Writ.Base;
namespace Writ.App.Seed;
internal sealed class SampleTown(ApiClient api, IReadOnlyList<SamplePerson> staff, DataFolder folder) { public Task<Result<bool>> Fill(IServiceProvider s) { _ = (api, staff, folder); return Task.FromResult<Result<bool>>(true);} }
