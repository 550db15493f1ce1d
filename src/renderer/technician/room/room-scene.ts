import {
  BackSide,
  BoxGeometry,
  BufferAttribute,
  BufferGeometry,
  CanvasTexture,
  DoubleSide,
  EdgesGeometry,
  LineBasicMaterial,
  LineSegments,
  type Material,
  Mesh,
  MeshBasicMaterial,
  PerspectiveCamera,
  PlaneGeometry,
  Scene,
  SRGBColorSpace,
  type Texture,
  WebGLRenderer,
} from "three";
import { cabinetMesh, type Mesh as Triangles, pictureMesh } from "./face-mesh.ts";
import { eyeOf, type Orbit, orbitKey, turned } from "./orbit.ts";
import type { PlacedRoom, PlacedSite } from "./placed.ts";
import { FIELD_OF_VIEW_DEG } from "./view-angle.ts";

/** Greys in the manner of the desk (tokens.css); those of the room are lighter than a dark wall, the back the lightest. */
const colours = {
  ground: 0x16171a,
  floor: 0x2b2d32,
  grid: 0x44474f,
  ceiling: 0x26282c,
  sides: 0x33363c,
  back: 0x3d4047,
  edge: 0x8a8f99,
  cabinet: 0x0b0c0d,
};

/** A radian for so many pixels of the pointer. */
const PER_PIXEL = 1 / 200;

/** What the scene holds on the GPU; all 0 after it was closed. */
export interface Held {
  readonly geometries: number;
  readonly textures: number;
}

/**
 * Rooms and walls to scale, drawn when something changed and not otherwise. Whatever it makes it keeps in lists, so that
 * `close` gives all of it back.
 */
export class RoomScene {
  /** Calls of WebGL's draw so far, for tests. */
  frames = 0;
  private readonly canvas: HTMLCanvasElement;
  private readonly renderer: WebGLRenderer;
  private readonly scene = new Scene();
  private readonly camera = new PerspectiveCamera(FIELD_OF_VIEW_DEG, 1, 0.05, 300);
  private readonly geometries: BufferGeometry[] = [];
  private readonly materials: Material[] = [];
  private readonly textures = new Map<string, Texture>();
  private readonly over = new AbortController();
  private readonly resized: ResizeObserver;
  private orbit: Orbit;
  private due: number | null = null;

  /** `pictures`: each wall's canvas by its id. `orbit`: where it is looked at from at first. */
  constructor(
    canvas: HTMLCanvasElement,
    { rooms, walls }: PlacedSite,
    pictures: ReadonlyMap<string, HTMLCanvasElement>,
    orbit: Orbit,
  ) {
    this.canvas = canvas;
    this.orbit = orbit;
    this.renderer = new WebGLRenderer({ canvas, antialias: true, powerPreference: "low-power" });
    this.renderer.setClearColor(colours.ground);
    for (const room of rooms) this.addRoom(room);
    const cabinet = this.kept(new MeshBasicMaterial({ color: colours.cabinet, side: DoubleSide }));
    for (const placed of walls) {
      const picture = pictures.get(placed.wall.id);
      this.scene.add(new Mesh(this.triangles(cabinetMesh(placed)), cabinet));
      if (picture === undefined) continue;
      const map = new CanvasTexture(picture);
      map.colorSpace = SRGBColorSpace;
      map.anisotropy = Math.min(8, this.renderer.capabilities.getMaxAnisotropy());
      this.textures.set(placed.wall.id, map);
      const lit = this.kept(new MeshBasicMaterial({ map, toneMapped: false }));
      this.scene.add(new Mesh(this.triangles(pictureMesh(placed)), lit));
    }
    this.listen();
    this.resized = new ResizeObserver(() => this.resize());
    this.resized.observe(canvas);
    this.resize();
  }

  /** What is held on the GPU now. */
  get held(): Held {
    const { geometries, textures } = this.renderer.info.memory;
    return { geometries, textures };
  }

  look(orbit: Orbit): void {
    this.orbit = orbit;
    this.draw();
  }

  /** The wall's canvas shows something else. */
  refresh(wallId: string): void {
    const texture = this.textures.get(wallId);
    if (texture === undefined) return;
    texture.needsUpdate = true;
    this.draw();
  }

  close(): void {
    this.over.abort();
    this.resized.disconnect();
    if (this.due !== null) cancelAnimationFrame(this.due);
    this.due = null;
    this.scene.clear();
    for (const geometry of this.geometries) geometry.dispose();
    for (const material of this.materials) material.dispose();
    for (const texture of this.textures.values()) texture.dispose();
    this.renderer.dispose();
    this.renderer.forceContextLoss();
  }

  private addRoom({ xMm, yMm, widthMm, depthMm, heightMm }: PlacedRoom): void {
    const [width, depth, height] = [widthMm / 1000, depthMm / 1000, heightMm / 1000];
    const middle = [(xMm + widthMm / 2) / 1000, height / 2, (yMm + depthMm / 2) / 1000] as const;
    // A hand behind the wall's face, which stands on the room's own line.
    const box = this.of(new BoxGeometry(width + 0.02, height, depth + 0.02));
    const face = (color: number) =>
      this.kept(
        // Behind the edges, which lie in the same planes.
        new MeshBasicMaterial({
          color,
          side: BackSide,
          polygonOffset: true,
          polygonOffsetFactor: 1,
          polygonOffsetUnits: 1,
        }),
      );
    const [sides, back] = [face(colours.sides), face(colours.back)];
    // Right, left, ceiling, floor, front, back.
    const inside = new Mesh(box, [sides, sides, face(colours.ceiling), face(colours.floor), sides, back]);
    const line = this.kept(new LineBasicMaterial({ color: colours.edge }));
    const edges = new LineSegments(this.of(new EdgesGeometry(box)), line);
    const floor = new Mesh(
      this.of(new PlaneGeometry(width, depth)),
      this.kept(new MeshBasicMaterial({ color: colours.floor })),
    );
    floor.rotation.x = 0 - Math.PI / 2;
    const grid = new LineSegments(
      this.lines(width, depth),
      this.kept(new LineBasicMaterial({ color: colours.grid })),
    );
    for (const part of [inside, edges]) part.position.set(...middle);
    floor.position.set(middle[0], 0.004, middle[2]);
    grid.position.set(middle[0] - width / 2, 0.008, middle[2] - depth / 2);
    this.scene.add(inside, edges, floor, grid);
  }

  /** A line every metre of the floor. */
  private lines(width: number, depth: number): BufferGeometry {
    const ends: number[] = [];
    for (let x = 1; x < width; x += 1) ends.push(x, 0, 0, x, 0, depth);
    for (let z = 1; z < depth; z += 1) ends.push(0, 0, z, width, 0, z);
    const geometry = this.of(new BufferGeometry());
    geometry.setAttribute("position", new BufferAttribute(new Float32Array(ends), 3));
    return geometry;
  }

  private triangles({ positions, uvs }: Triangles): BufferGeometry {
    const geometry = this.of(new BufferGeometry());
    geometry.setAttribute("position", new BufferAttribute(positions, 3));
    geometry.setAttribute("uv", new BufferAttribute(uvs, 2));
    return geometry;
  }

  private of<Geometry extends BufferGeometry>(geometry: Geometry): Geometry {
    this.geometries.push(geometry);
    return geometry;
  }

  private kept<Made extends Material>(material: Made): Made {
    this.materials.push(material);
    return material;
  }

  private listen(): void {
    const { canvas } = this;
    const { signal } = this.over;
    canvas.addEventListener(
      "keydown",
      (event) => {
        const orbit = event.ctrlKey || event.altKey || event.metaKey ? null : orbitKey(this.orbit, event.key);
        if (orbit === null) return;
        event.preventDefault();
        this.look(orbit);
      },
      { signal },
    );
    canvas.addEventListener("pointerdown", ({ pointerId }) => canvas.setPointerCapture(pointerId), {
      signal,
    });
    canvas.addEventListener(
      "pointermove",
      ({ pointerId, movementX, movementY }) => {
        if (!canvas.hasPointerCapture(pointerId)) return;
        this.look(turned(this.orbit, 0 - movementX * PER_PIXEL, 0 - movementY * PER_PIXEL));
      },
      { signal },
    );
    canvas.addEventListener(
      "wheel",
      (event) => {
        event.preventDefault();
        this.look(turned(this.orbit, 0, 0, Math.exp(event.deltaY / 800)));
      },
      { signal, passive: false },
    );
  }

  private resize(): void {
    const { clientWidth, clientHeight } = this.canvas;
    if (clientWidth === 0 || clientHeight === 0) return;
    this.renderer.setPixelRatio(Math.min(2, window.devicePixelRatio));
    this.renderer.setSize(clientWidth, clientHeight, false);
    this.camera.aspect = clientWidth / clientHeight;
    this.camera.updateProjectionMatrix();
    this.draw();
  }

  private draw(): void {
    if (this.over.signal.aborted) return;
    this.due ??= requestAnimationFrame(() => {
      this.due = null;
      this.camera.position.set(...eyeOf(this.orbit));
      this.camera.lookAt(...this.orbit.target);
      this.renderer.render(this.scene, this.camera);
      this.frames += 1;
    });
  }
}
